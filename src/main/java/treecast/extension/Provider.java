package treecast.extension;

import java.util.List;

/**
 * Provider of one extension, such as an optimizer: its name and its settings. The interface of the
 * extension's family adds a method that creates it from values of the settings.
 *
 * <p>A provider outside of Treecast is a public class with a public constructor without parameters,
 * named in the file {@code META-INF/services/INTERFACE} of its jar, where INTERFACE is the full
 * name of the family's interface. The jar is given with {@code --jars}.
 */
public interface Provider {

  /**
   * Name in plans and model files: a letter, then letters, digits and hyphens. It must be unique in
   * the family.
   */
  String name();

  /** Settings that a plan may contain; none by default. */
  default List<Setting<?>> settings() {
    return List.of();
  }
}
