/** The algorithm on Spark. With {@code app}, the only package that knows Spark's engine. */
package treecast.cluster;
