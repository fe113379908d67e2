package treecast.data;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Conversion of text to Hadoop's paths. Hadoop reads text before the first colon as the scheme of a
 * URI; here it is a scheme only if a slash follows, as in {@code s3a://bucket/digits}, whereas
 * {@code notes 10:30} is a name.
 */
public final class Paths {
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

  private Paths() {}

  /**
   * Path of a text.
   *
   * @throws IllegalArgumentException if it is empty, or begins like a URI but is none
   */
  public static Path of(String text) {
    return URI.matcher(text).matches() ? new Path(text) : new Path(null, null, text);
  }

  /** Path of a file in a folder. */
  public static Path in(Path folder, String name) {
    return new Path(folder, new Path(null, null, name));
  }

  /** Path of a file in a folder that is given as text. */
  public static Path in(String folder, String name) {
    return in(of(folder), name);
  }
}
