package treecast.training;

import java.io.Serializable;

/**
 * Value that an {@link Engine} shares with the functions that it runs: a broadcast variable on
 * Spark, a plain reference in one JVM. Functions capture this handle and read the value where they
 * run.
 *
 * @param <T> type of the value
 */
public interface SharedValue<T> extends Serializable, AutoCloseable {

  /** The value, which must not be changed. */
  T value();

  /** Releases the value; functions cannot read it afterwards. */
  @Override
  void close();
}
