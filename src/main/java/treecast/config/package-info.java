/**
 * Configuration: from HOCON text to typed settings, without Spark or a command line.
 *
 * <p>Input: files and assignments in HOCON. Output: records ({@code *Settings}) before any data are
 * read, and a {@link treecast.training.TrainingPlan} once the data are known. Any error in a
 * setting is a {@link treecast.config.SettingsException} of one line.
 *
 * <p>Read first: {@link treecast.config.PlanSettings}, from text to a plan; {@link
 * treecast.config.PlanFormat}, the defaults of each format of plans; {@link
 * treecast.config.Settings}, how one value is read.
 *
 * <p>Internal: programs use it through the command line; it may change in any version.
 */
package treecast.config;
