package treecast.data;

import java.io.Serializable;

/** Mapping of labels to classes: either fixed, or a rule by which the training labels decide it. */
public sealed interface ClassChoice extends Serializable
    permits ClassLabels, NumberedClasses, DistinctClasses {
  /** Maximum number of classes: a shard keeps the class of a row as one byte. */
  int MAX = 65_535;

  /**
   * Decides the mapping.
   *
   * @param training the labels of the training rows
   * @throws DataException if these labels do not fit the rule
   */
  ClassLabels decide(LabelCensus training);

  /**
   * Hint for messages, in brackets: settings that would accept every label; empty if there are
   * none.
   */
  default String hint(LabelCensus labels) {
    return "";
  }

  /**
   * Decides the mapping by the training labels, and checks the labels of both splits against it.
   *
   * @throws DataException if a label belongs to no class
   */
  default ClassLabels decide(LabelCensus training, LabelCensus test) {
    ClassLabels classes = decide(training);
    classes.require(training, hint(training));
    classes.require(test, hint(test));
    return classes;
  }
}
