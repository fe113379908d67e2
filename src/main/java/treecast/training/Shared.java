package treecast.training;

import java.io.Serializable;

/**
 * A value that an {@link Engine} shares with the functions it runs. It is captured by them and
 * asked for its value where they run.
 *
 * @param <T> type of the value
 */
public interface Shared<T> extends Serializable, AutoCloseable {

  /** The value, not to be changed. */
  T value();

  /** Ends the sharing; the value is not available to functions afterwards. */
  @Override
  void close();
}
