package treecast.data;

import java.io.Serializable;
import java.util.List;

/** Runner of tasks that do not depend on one another: threads of this JVM, or a cluster. */
public interface TaskRunner {
  /**
   * Task of one input. It is sent to executors once, with what it holds.
   *
   * @param <A> input
   * @param <B> result
   */
  @FunctionalInterface
  interface Task<A extends Serializable, B extends Serializable> extends Serializable {
    B apply(A input);
  }

  /**
   * Runs a task for every input.
   *
   * @return the results in the order of the inputs
   * @throws DataException if the task fails with one: the first in the order of the inputs
   */
  <A extends Serializable, B extends Serializable> List<B> map(List<A> inputs, Task<A, B> task);

  /** Runner on as many threads as this machine has processors. */
  static TaskRunner onThreads() {
    return new ThreadTasks(Runtime.getRuntime().availableProcessors());
  }
}
