package treecast.search;

import java.io.Serializable;
import java.util.List;

/**
 * What a trial hands back.
 *
 * @param states where its repetitions paused, for a later round to go on from; none at the end
 */
public record TrialOutput(Result result, List<byte[]> states) implements Serializable {}
