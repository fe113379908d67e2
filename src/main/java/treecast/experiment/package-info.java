/**
 * The experiments of chapter 6 of "Deep Learning from Scratch".
 *
 * <p>In go the data and a seed; an experiment lists its trainings, and from their outcomes come
 * charts and claims, each with the rule by which it was judged. Where and how the trainings run is
 * decided elsewhere.
 *
 * <p>Read first: {@link treecast.experiment.Experiment}; {@link
 * treecast.experiment.OptimizerComparison}, as an example; {@link treecast.experiment.Reference},
 * the ranges of ten NumPy runs that figures are compared with.
 */
package treecast.experiment;
