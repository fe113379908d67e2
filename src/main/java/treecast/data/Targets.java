package treecast.data;

import treecast.linalg.Matrix;

/** What the rows of a minibatch are to be taken for: a class each, or a row of real values each. */
public sealed interface Targets {

  /**
   * The class of each row, from 0; the array may be longer than there are rows.
   *
   * @throws IllegalArgumentException if these are real values
   */
  int[] labels();

  /**
   * The values of each row: rows x outputs.
   *
   * @throws IllegalArgumentException if these are classes
   */
  Matrix values();

  /** Whether there is a target for each of so many rows. */
  boolean cover(int rows);

  /** A class for each row. */
  record Labels(int[] labels) implements Targets {
    @Override
    public Matrix values() {
      throw new IllegalArgumentException("targets: expected real values, found classes");
    }

    @Override
    public boolean cover(int rows) {
      return labels.length >= rows;
    }
  }

  /** Real values for each row, as of a regression. */
  record Values(Matrix values) implements Targets {
    @Override
    public int[] labels() {
      throw new IllegalArgumentException(
          "targets: expected a class for each row, found %d x %d real values"
              .formatted(values.rows(), values.columns()));
    }

    @Override
    public boolean cover(int rows) {
      return values.rows() == rows;
    }
  }
}
