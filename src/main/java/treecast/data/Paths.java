package treecast.data;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Paths of Hadoop from what people write. Hadoop takes what stands before the first colon for the
 * scheme of a URI; here it is one only where a slash follows, as in {@code s3a://bucket/digits},
 * and {@code notes 10:30} is a name.
 */
public final class Paths {
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

  private Paths() {}

  /**
   * The path that a text means.
   *
   * @throws IllegalArgumentException if it is empty, or no URI though it begins as one
   */
  public static Path of(String text) {
    return URI.matcher(text).matches() ? new Path(text) : new Path(null, null, text);
  }

  /** A file in a folder. */
  public static Path in(Path folder, String name) {
    return new Path(folder, new Path(null, null, name));
  }

  /** A file in the folder that a text means. */
  public static Path in(String folder, String name) {
    return in(of(folder), name);
  }
}
