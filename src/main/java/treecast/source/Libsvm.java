package treecast.source;

import treecast.data.DataFile;

/**
 * LIBSVM's text files: on each line a label, a whole number, and features as {@code index:value} in
 * ascending order, counted from 1; those left out are 0. What stands behind {@code #} is a comment.
 *
 * @param features how many there are, or {@link #AUTO}: the largest index in either file
 */
public record Libsvm(int features) implements TableFormat {
  /** As many as there are. */
  public static final int AUTO = 0;

  @Override
  public String title() {
    return "LIBSVM";
  }

  @Override
  public String ending() {
    return "libsvm";
  }

  @Override
  public boolean isName(String name) {
    return name.endsWith(".libsvm") || name.endsWith(".svm");
  }

  @Override
  public RowReader open(DataFile file) {
    return new LibsvmReader(TextInput.open(file, "a LIBSVM file"), features);
  }
}
