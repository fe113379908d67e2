package treecast.exchange;

/** Refusal of an export that a format cannot hold. The message is one line. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExportException(String message) {
    super(message);
  }
}
