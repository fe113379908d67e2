/** The command line: settings, commands, exit codes. */
package treecast.app;
