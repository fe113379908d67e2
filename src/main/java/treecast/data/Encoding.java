package treecast.data;

import java.io.Serializable;

/**
 * Encoding of features and labels, which a model needs besides its weights to read other files.
 *
 * @param scaling scaling of the features, and what takes the place of missing values
 * @param classes labels and names of the classes
 * @param columns columns of the table that the model was trained on; {@link TableColumns#NONE} for
 *     other data
 */
public record Encoding(Scaling scaling, ClassLabels classes, TableColumns columns)
    implements Serializable {

  /** Encoding of data that are no table. */
  public Encoding(Scaling scaling, ClassLabels classes) {
    this(scaling, classes, TableColumns.NONE);
  }

  /** Encoding without scaling, with the labels 0 to classes - 1. */
  public static Encoding plain(int classes) {
    return new Encoding(Scaling.NONE, ClassLabels.numbered(0, classes));
  }
}
