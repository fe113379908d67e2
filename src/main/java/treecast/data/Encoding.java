package treecast.data;

import java.io.Serializable;

/**
 * How a file's rows become a network's: what a model has to know besides its weights to be used on
 * other files.
 *
 * @param scaling what is done to the features
 * @param classes which label is which class
 */
public record Encoding(Scaling scaling, ClassLabels classes) implements Serializable {
  /** Features as they are, labels from 0. */
  public static Encoding plain(int classes) {
    return new Encoding(Scaling.NONE, ClassLabels.numbered(0, classes));
  }
}
