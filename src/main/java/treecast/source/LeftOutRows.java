package treecast.source;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import treecast.data.ClassChoice;
import treecast.data.DataException;
import treecast.data.Examination;

/** Rows of training files to which a scaling is not fitted, by their indices in the files. */
final class LeftOutRows {
  private LeftOutRows() {}

  /**
   * Test rows, and the training rows that the examination leaves out; empty if no scaling is
   * fitted.
   *
   * @param divided rows that are test rows
   */
  static Optional<BitSet> of(Examination how, ClassChoice choice, TableScan train, BitSet divided) {
    return how.fitted()
        .map(f -> inFiles(f.leftOut(classes(choice, train, divided)), divided, train.count()));
  }

  /** Classes of the training rows, as far as their labels have any. */
  private static char[] classes(ClassChoice choice, TableScan train, BitSet divided) {
    int[] ofLabels = new int[train.labels().firstRows().size()];
    try {
      Map<String, Integer> indices = choice.decide(train.labels()).indices();
      int next = 0;
      for (String label : train.labels().firstRows().keySet()) {
        ofLabels[next++] = indices.getOrDefault(label, 0);
      }
    } catch (DataException e) {
      // Labels that do not fit are told when all rows have been read.
      Arrays.fill(ofLabels, 0);
    }
    char[] classes = new char[train.count() - divided.cardinality()];
    int next = 0;
    for (int row = 0; row < train.count(); row++) {
      if (!divided.get(row)) {
        classes[next++] = (char) ofLabels[train.classes()[row]];
      }
    }
    return classes;
  }

  private static BitSet inFiles(BitSet leftOut, BitSet divided, int rows) {
    BitSet all = (BitSet) divided.clone();
    int next = 0;
    for (int row = 0; row < rows; row++) {
      if (!divided.get(row) && leftOut.get(next++)) {
        all.set(row);
      }
    }
    return all;
  }
}
