package treecast.app;

/** A setting or argument that cannot be used. The message is one line. */
final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }

  SettingsException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same complaint, with what it is about in front of it. */
  SettingsException about(String subject) {
    return new SettingsException(subject + ": " + getMessage(), this);
  }
}
