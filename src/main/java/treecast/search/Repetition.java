package treecast.search;

import java.io.Serializable;

/**
 * Repetition of a trial: one of its trainings, with a seed of its own.
 *
 * @param seed seed of its plan
 * @param score score of the validation rows with the final weights, of which a greater one is
 *     better
 * @param epochs number of epochs after which the final weights were reached
 * @param weightsSha256 SHA-256 of the final weights
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
