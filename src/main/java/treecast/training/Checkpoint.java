package treecast.training;

import java.util.Optional;

/**
 * Checkpoint: all that a training needs to go on after a step as if it had never stopped.
 *
 * @param step steps taken
 * @param weightsStep the step that left the weights: the last one, unless earlier weights were
 *     restored
 * @param weights in the network's order
 * @param slots the optimizer's, each as long as the weights
 * @param statistics the running statistics, in the network's order
 * @param best the best weights so far, where early stopping looks for them
 * @param evaluations how the weights do in the end, if that was looked at since they were last
 *     changed
 * @param history what was recorded from the first step on
 */
public record Checkpoint(
    int step,
    int weightsStep,
    double[] weights,
    double[][] slots,
    double[] statistics,
    BestWeights best,
    Optional<Evaluations> evaluations,
    History history) {}
