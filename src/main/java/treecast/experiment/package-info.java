/**
 * The experiments of chapter 6 of "Deep Learning from Scratch".
 *
 * <p>Input: the data and a seed. Output: each experiment lists its trainings, and makes charts and
 * claims from their outcomes, each claim with its criterion. {@code workflow} runs the trainings.
 *
 * <p>Read first: {@link treecast.experiment.Experiment}; {@link
 * treecast.experiment.OptimizerComparison}, as an example; {@link treecast.experiment.Reference},
 * the ranges of ten NumPy runs that figures are compared with.
 *
 * <p>Internal: programs use it through the command line; it may change in any version.
 */
package treecast.experiment;
