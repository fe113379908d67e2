/**
 * Workflows: carrying out a training, a sweep, a promotion or experiments, from settings to files.
 *
 * <p>In go settings, storage and a Spark context; out come run directories and sweep directories,
 * reports and the progress displays on the terminal.
 *
 * <p>Read first: {@link treecast.workflow.TrainingRun}, one run from examined data to its
 * directory; {@link treecast.workflow.SweepRun} and {@link treecast.workflow.Promotion}; {@link
 * treecast.workflow.DataChoice}, which data a plan means.
 */
package treecast.workflow;
