/** Optimizers and the schedules of their rate. Imports nothing of ours. */
package treecast.optim;
