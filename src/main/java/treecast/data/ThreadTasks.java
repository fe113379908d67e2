package treecast.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runner of tasks on threads of this JVM.
 *
 * @param threads maximum number of threads
 */
record ThreadTasks(int threads) implements TaskRunner {

  @Override
  public <A extends Serializable, B extends Serializable> List<B> map(
      List<A> inputs, Task<A, B> task) {
    int wanted = Math.min(threads, inputs.size());
    return wanted <= 1 ? inputs.stream().map(task::apply).toList() : map(inputs, task, wanted);
  }

  private static <A extends Serializable, B extends Serializable> List<B> map(
      List<A> inputs, Task<A, B> task, int threads) {
    ExecutorService executor = Executors.newFixedThreadPool(threads, ThreadTasks::daemon);
    try {
      List<Future<B>> futures = new ArrayList<>();
      for (A input : inputs) {
        futures.add(executor.submit(() -> task.apply(input)));
      }
      List<B> results = new ArrayList<>();
      for (Future<B> future : futures) {
        results.add(result(future));
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "treecast-rows");
    thread.setDaemon(true);
    return thread;
  }

  private static <B> B result(Future<B> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows were read", e);
    }
  }
}
