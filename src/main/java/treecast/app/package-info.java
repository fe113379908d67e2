/**
 * Command line: commands, options and exit codes.
 *
 * <p>Input: arguments. Output: lines on the terminal and an exit code. A command parses its
 * options, converts them to settings ({@link treecast.config}), calls {@link treecast.workflow} and
 * prints.
 *
 * <p>Read first: {@link treecast.app.Main}, with the commands; {@code ExitCode}; {@code
 * TrainCommand}, one training from the command line.
 *
 * <p>Internal: programs use it through the command line; it may change in any version.
 */
package treecast.app;
