package treecast.workflow;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import treecast.config.CheckpointInterval;
import treecast.training.Checkpoint;
import treecast.training.Divergence;
import treecast.training.History;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * Writes checkpoints while a training goes on, and one at its end: the state is copied after a
 * step, and written by a thread of its own, one at a time. One that cannot be written is told once,
 * and the next is tried when it is due.
 */
final class CheckpointWriter implements TrainingListener, AutoCloseable {
  /** Longer than a checkpoint is tried again. */
  private static final int END_SECONDS = 120;

  private final Optional<CheckpointInterval> every;
  private final TrainingPlan plan;
  private final History history;
  private final Target target;
  private final LongSupplier nanos;
  private final Interruption interruption;
  private final String run;
  private final Consumer<String> complaints;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread writer = new Thread(work, "checkpoints");
            writer.setDaemon(true);
            return writer;
          });
  private Future<?> writing;
  private int last;
  private long lastNanos;
  private volatile boolean failing;
  private volatile int written;
  private boolean answers;
  private boolean wentBack;

  /** Where checkpoints go. */
  interface Target {
    void write(Checkpoint checkpoint) throws IOException;
  }

  /**
   * A writer for a training that begins or goes on now.
   *
   * @param every how often; nothing for never
   * @param history of the training from its first step on, which hears of a step before this does
   * @param nanos a clock in nanoseconds
   * @param interruption is answered with a checkpoint, unless there are none
   * @param run what goes on from a checkpoint, for people
   */
  CheckpointWriter(
      Optional<CheckpointInterval> every,
      TrainingPlan plan,
      History history,
      Target target,
      LongSupplier nanos,
      Interruption interruption,
      String run,
      Consumer<String> complaints) {
    this.every = every;
    this.plan = plan;
    this.history = history;
    this.target = target;
    this.nanos = nanos;
    this.interruption = interruption;
    this.run = run;
    this.complaints = complaints;
    this.last = history.steps();
    this.written = last;
    this.lastNanos = nanos.getAsLong();
    this.answers = every.isPresent();
    if (answers) {
      interruption.begin();
    }
  }

  /**
   * The next checkpoint is due at once: those of the steps that do not count would be the newest.
   */
  @Override
  public void wentBack(Divergence divergence) {
    wentBack = true;
  }

  @Override
  public void completed(TrainingState state) {
    if (every.isEmpty()) {
      return;
    }
    if (interruption.isRequested()) {
      answer(state);
    }
    long now = nanos.getAsLong();
    if (wentBack || !state.goesOn(plan)) {
      awaitWriting();
      wentBack = false;
      last = state.step();
      lastNanos = now;
      copyAndWrite(state);
    } else if ((writing == null || writing.isDone())
        && every.get().due(plan.batches(), last, state.step(), now - lastNanos)) {
      last = state.step();
      lastNanos = now;
      copyAndWrite(state);
    }
  }

  /** Writes a checkpoint at once, and leaves the training where it is. */
  private void answer(TrainingState state) {
    awaitWriting();
    failing = false;
    copyAndWrite(state);
    awaitWriting();
    answers = false;
    interruption.answer(
        failing
            ? "no checkpoint of step %d could be written".formatted(state.step())
            : "%s goes on from step %d".formatted(run, state.step()));
  }

  /** Writes the checkpoint of a training that has ended elsewhere, if there are to be any. */
  void writeAtEnd(Checkpoint checkpoint) {
    if (every.isPresent()) {
      write(checkpoint);
    }
  }

  private void awaitWriting() {
    try {
      if (writing != null) {
        writing.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void copyAndWrite(TrainingState state) {
    try {
      Checkpoint checkpoint = state.checkpoint(history);
      writing = thread.submit(() -> write(checkpoint));
    } catch (OutOfMemoryError e) {
      failed(state.step(), e);
    }
  }

  private void write(Checkpoint checkpoint) {
    try {
      target.write(checkpoint);
      written = checkpoint.step();
      failing = false;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      failed(checkpoint.step(), e);
    }
  }

  private void failed(int step, Throwable why) {
    if (!failing) {
      complaints.accept(
          "treecast: the checkpoint of step %d cannot be written (%s); the training goes on, and tries again with the next one"
              .formatted(step, String.valueOf(why).lines().findFirst().orElse("")));
    }
    failing = true;
  }

  /**
   * Waits for a checkpoint that is being written; one that takes too long stays half-written. Says
   * so if the last one could not be written.
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failing) {
      complaints.accept(
          "treecast: no checkpoint behind step %d could be written".formatted(written));
    }
    if (answers) {
      answers = false;
      interruption.end();
    }
  }
}
