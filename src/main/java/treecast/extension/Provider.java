package treecast.extension;

import java.util.List;

/**
 * A member of a family of extensions, such as one optimizer: its name and its settings. The
 * family's own interface adds a method that makes it from the settings' values.
 *
 * <p>A provider of others is a public class with a public constructor without parameters, named in
 * the file {@code META-INF/services/INTERFACE} of its jar, where INTERFACE is the full name of the
 * family's interface. The jar is given with {@code --jars}.
 */
public interface Provider {

  /**
   * What plans and model files call it: a letter, then letters, digits and hyphens. No other
   * provider of the family may have the name.
   */
  String name();

  /** The settings that a plan may give it; none by default. */
  default List<Setting<?>> settings() {
    return List.of();
  }
}
