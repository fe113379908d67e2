package treecast.data;

import java.io.Serializable;

/**
 * Treatment of missing values of a table: fields that are empty or hold a word such as {@code NA}.
 *
 * @param method what is done with a row that lacks a value
 * @param value what takes its place, with {@link Method#VALUE}
 */
public record MissingValues(Method method, double value) implements Serializable {
  /** Missing values are errors. */
  public static final MissingValues REFUSED = new MissingValues(Method.REFUSE, 0);

  /** What is done with a row that lacks a value. */
  public enum Method {
    /** It is an error. */
    REFUSE("refuse"),
    /** The row is left out. */
    SKIP("skip"),
    /** The mean of the training rows' values takes its place. */
    MEAN("mean"),
    /** The median of the training rows' values takes its place. */
    MEDIAN("median"),
    /** A given number takes its place. */
    VALUE("");

    private final String key;

    Method(String key) {
      this.key = key;
    }
  }

  /**
   * Reads {@code refuse}, {@code skip}, {@code mean}, {@code median} or a number.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static MissingValues of(String word) {
    for (Method method : Method.values()) {
      if (method != Method.VALUE && method.key.equals(word)) {
        return new MissingValues(method, 0);
      }
    }
    double value = Double.parseDouble(word);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("expected a finite number, found " + word);
    }
    return new MissingValues(Method.VALUE, value);
  }

  /** Whether something takes the place of a missing value. */
  public boolean fills() {
    return method != Method.REFUSE && method != Method.SKIP;
  }

  /** As a plan has it. */
  public String key() {
    return method == Method.VALUE ? String.valueOf(value) : method.key;
  }
}
