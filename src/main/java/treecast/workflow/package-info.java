/**
 * Workflows: carrying out a training, a sweep, a promotion or experiments, from settings to files.
 *
 * <p>Input: settings, storage and a Spark context. Output: run directories, sweep directories,
 * reports, and progress displays on the terminal.
 *
 * <p>Read first: {@link treecast.workflow.TrainingRun}, one run from examined data to its
 * directory; {@link treecast.workflow.SweepRun} and {@link treecast.workflow.Promotion}; {@link
 * treecast.workflow.DataChoice}, which data a plan means.
 *
 * <p>Internal: programs use it through the command line; it may change in any version.
 */
package treecast.workflow;
