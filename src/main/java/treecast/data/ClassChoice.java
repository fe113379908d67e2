package treecast.data;

import java.io.Serializable;

/** Which labels are which classes, or how the training rows are to decide it. */
public sealed interface ClassChoice extends Serializable
    permits ClassLabels, NumberedClasses, DistinctClasses {
  /** The most classes: a shard keeps a byte for each row. */
  int MAX = 256;

  /**
   * The classes.
   *
   * @param training the labels of the training rows
   * @throws DataException if they do not make the classes that are wanted
   */
  ClassLabels decide(LabelCensus training);

  /** Which settings would accept every label of a file, in brackets; empty where none would. */
  default String hint(LabelCensus labels) {
    return "";
  }

  /** The classes that the labels of both splits belong to. */
  default ClassLabels decide(LabelCensus training, LabelCensus test) {
    ClassLabels classes = decide(training);
    classes.require(training, hint(training));
    classes.require(test, hint(test));
    return classes;
  }
}
