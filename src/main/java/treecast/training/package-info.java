/** One training: its plan, its state, what it records, and the plain loop that runs it. */
package treecast.training;
