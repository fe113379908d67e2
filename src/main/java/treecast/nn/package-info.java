/** Layers, networks, their loss and its gradient. */
package treecast.nn;
