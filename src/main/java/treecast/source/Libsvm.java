package treecast.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import treecast.data.BadRows;
import treecast.data.DataFile;

/**
 * LIBSVM format: each line has a label, which is a whole number, and features as {@code
 * index:value} with ascending indices; features left out are 0. Text behind {@code #} is a comment.
 *
 * @param features number of features, or {@link #AUTO}: by the largest index in the files of both
 *     splits
 * @param firstIndex smallest index, 0 or 1
 * @param bad treatment of rows that cannot be read
 */
public record Libsvm(int features, int firstIndex, BadRows bad) implements SeekingFormat {
  /** Number of features: the largest index in the files. */
  public static final int AUTO = 0;

  /** Format that refuses the first row that it cannot read. */
  public Libsvm(int features, int firstIndex) {
    this(features, firstIndex, BadRows.REFUSED);
  }

  /** Format whose smallest index is 1. */
  public Libsvm(int features) {
    this(features, 1);
  }

  @Override
  public Libsvm skipping(BadRows some) {
    return new Libsvm(features, firstIndex, some);
  }

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
    return SeekingFormat.super.isName(name) || name.endsWith(".svm");
  }

  @Override
  public Charset charset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public LibsvmReader open(DataFile file) {
    return new LibsvmReader(TextInput.open(file, "a LIBSVM file"), this);
  }
}
