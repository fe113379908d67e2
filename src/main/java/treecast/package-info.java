/** Treecast: data-parallel training of multi-layer networks on Apache Spark. */
package treecast;
