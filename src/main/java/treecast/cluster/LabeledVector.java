package treecast.cluster;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/**
 * Labeled vector: a row of an RDD that a program has.
 *
 * @param features features of the row, dense or sparse, as the network gets them
 * @param label class of the row, 0 to 65,534
 */
public record LabeledVector(Vector features, int label) implements Serializable {}
