package treecast.data;

import treecast.linalg.Matrix;

/** Targets of a minibatch: a class for each row, or a vector of real values for each row. */
public sealed interface Targets {

  /**
   * Class of each row, from 0; the array may be longer than the number of rows.
   *
   * @throws IllegalArgumentException if these are real values
   */
  int[] labels();

  /**
   * Real values of each row: rows x outputs.
   *
   * @throws IllegalArgumentException if these are classes
   */
  Matrix values();

  /** Whether the targets fit this number of rows. */
  boolean cover(int rows);

  /** Classes, as of a classification. */
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

  /** Real values, as of a regression. */
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
