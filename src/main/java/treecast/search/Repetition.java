package treecast.search;

import java.io.Serializable;

/**
 * One of a trial's trainings.
 *
 * @param seed that of its plan
 * @param score validation accuracy of the weights that it ended with
 * @param epochs that left those weights
 * @param weightsSha256 their fingerprint
 * @param training training accuracy after each epoch
 * @param validation validation accuracy after each epoch
 */
public record Repetition(
    long seed,
    double score,
    double epochs,
    String weightsSha256,
    double[] training,
    double[] validation)
    implements Serializable {}
