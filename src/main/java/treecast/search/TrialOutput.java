package treecast.search;

import java.io.Serializable;
import java.util.List;

/**
 * Output of a trial.
 *
 * @param result the result
 * @param states encoded states of its paused repetitions, from which a later round continues; empty
 *     at the end
 */
public record TrialOutput(Result result, List<byte[]> states) implements Serializable {}
