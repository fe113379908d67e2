package treecast.data;

import java.io.Serializable;

/**
 * Encoding of features and labels, which a model needs besides its weights to read other files.
 *
 * @param scaling scaling of the features
 * @param classes labels and names of the classes
 */
public record Encoding(Scaling scaling, ClassLabels classes) implements Serializable {
  /** Encoding without scaling, with the labels 0 to classes - 1. */
  public static Encoding plain(int classes) {
    return new Encoding(Scaling.NONE, ClassLabels.numbered(0, classes));
  }
}
