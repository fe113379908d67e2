package treecast.extension;

/** Error in an extension. The message is one line that names its class. */
public final class ExtensionException extends RuntimeException implements Explained {
  private static final long serialVersionUID = 1L;

  ExtensionException(String message) {
    super(message);
  }

  ExtensionException(String message, Throwable cause) {
    super(message, cause);
  }
}
