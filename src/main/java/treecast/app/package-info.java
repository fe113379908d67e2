/**
 * The command line: settings, commands, exit codes.
 *
 * <p>In go arguments and HOCON files; out come run directories, lines on the terminal and an exit
 * code. Settings become records ({@code *Settings}) before any data are read, and a plan once the
 * data are known. Everything wrong with a setting is a {@code SettingsException} of one line.
 *
 * <p>Read first: {@link treecast.app.Main}, with the commands and exit codes; {@code TrainCommand}
 * and {@code SingleTraining}, one training from the command line; {@code PlanSettings}, from text
 * to a plan.
 */
package treecast.app;
