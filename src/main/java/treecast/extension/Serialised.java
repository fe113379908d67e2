package treecast.extension;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;

/** Check that an extension can be serialised and sent to executors. */
final class Serialised {
  private Serialised() {}

  /**
   * Checks that an object which implements {@link java.io.Serializable} can be serialised.
   *
   * @param what its description for messages
   * @throws ExtensionException with the reason if it cannot
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
