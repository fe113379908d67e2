/**
 * Command line: commands, options and exit codes.
 *
 * <p>In go arguments; out come lines on the terminal and an exit code. A command parses its
 * options, makes settings of them ({@link treecast.config}), has the work carried out ({@link
 * treecast.workflow}) and prints.
 *
 * <p>Read first: {@link treecast.app.Main}, with the commands and exit codes; {@code TrainCommand},
 * one training from the command line.
 */
package treecast.app;
