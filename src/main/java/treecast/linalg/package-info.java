/**
 * Matrices, their product and random numbers: the ground that the rest stands on. Imports nothing
 * of ours.
 */
package treecast.linalg;
