package treecast.extension;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;

/** Whether what travels to executors can. */
final class Serialised {
  private Serialised() {}

  /**
   * Requires that something that says it is serialisable is.
   *
   * @param what it, in words
   * @throws ExtensionException if it is not, and why
   */
  static void require(String what, Object made) {
    if (!(made instanceof Serializable)) {
      return;
    }
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(made);
    } catch (NotSerializableException e) {
      throw new ExtensionException(
          "%s: cannot be sent to executors, as %s is not serialisable"
              .formatted(what, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new ExtensionException(
          "%s: cannot be sent to executors: %s".formatted(what, e.getMessage()), e);
    }
  }
}
