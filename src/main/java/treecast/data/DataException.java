package treecast.data;

import treecast.extension.Explained;

/**
 * Error in the data. The message is one line: file, row and line, what was expected, what was
 * found.
 */
public final class DataException extends RuntimeException implements Explained {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Error of a failed read, with the first line of the file system's explanation. */
  public static DataException unreadable(Object where, Exception cause) {
    String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new DataException(where + ": cannot be read: " + why, cause);
  }
}
