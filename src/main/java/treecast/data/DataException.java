package treecast.data;

import treecast.extension.Explained;

/**
 * Data that cannot be used. The message is one line: where, what is wrong, what was expected and
 * what was found.
 */
public final class DataException extends RuntimeException implements Explained {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A failed read; only the first line of a file system's explanation is kept. */
  public static DataException unreadable(Object where, Exception cause) {
    String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new DataException(where + ": cannot be read: " + why, cause);
  }
}
