package treecast.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import treecast.data.Retry.Action;
import treecast.training.Divergence;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * The file {@code metrics.jsonl}, which grows during a run, line by line. A file system that fails
 * does not stop the training: the history of the run is kept, and the file is written anew from it
 * with the next evaluation, and at the end.
 */
final class MetricsFile implements TrainingListener, Closeable {
  /** Its name in the run's directory. */
  static final String NAME = "metrics.jsonl";

  private final OutputDirectory root;
  private final MetricsLines lines;

  /** What the file says, or will say. */
  private final History history = new History();

  private final List<String> others = new ArrayList<>();
  private FSDataOutputStream out;

  /** Whether the stream has all lines until now; one that has failed is left as it is. */
  private boolean whole;

  private boolean finished;

  MetricsFile(OutputDirectory root, TrainingPlan plan) throws IOException {
    this.root = root;
    this.lines = new MetricsLines(plan);
    root.retry().untilDone(place(), this::begin);
    whole = true;
  }

  private Object place() {
    return root + "/" + NAME;
  }

  private Void begin() throws IOException {
    out = root.growing(NAME);
    return null;
  }

  @Override
  public void stepped(int step, double rate, double loss, StepTimes times) {
    history.stepped(step, rate, loss, times);
    if (whole) {
      attempt(
          () -> {
            append(lines.step(step, rate, loss));
            return null;
          });
    }
  }

  @Override
  public void evaluated(int step, Evaluations evaluations) {
    history.evaluated(step, evaluations);
    appendAndFlush(lines.evaluation(step, evaluations));
  }

  /**
   * Where the training has gone back to, and why. Steps that do not count any more are written no
   * more: every step is there once.
   */
  @Override
  public void wentBack(Divergence divergence) {
    boolean behind = history.steps() > divergence.back();
    history.wentBack(divergence);
    whole &= !behind;
    appendAndFlush(lines.divergence(divergence));
  }

  /** Evaluations that do not belong to a step. */
  void evaluated(String name, Evaluations evaluations) {
    String line = lines.evaluation(name, evaluations);
    others.add(line);
    appendAndFlush(line);
  }

  private void appendAndFlush(String line) {
    attempt(
        () -> {
          if (whole) {
            append(line);
          } else {
            writeAnew();
          }
          out.hflush();
          return null;
        });
  }

  private void attempt(Action<Void> action) {
    whole =
        root.retry()
            .isDone(place(), action, "the training goes on, and the file is written anew later");
  }

  /** Closes the file when it is whole. */
  void finish() throws IOException {
    root.retry()
        .untilDone(
            place(),
            () -> {
              if (!whole) {
                writeAnew();
              }
              whole = false; // until it is closed
              out.close();
              return null;
            });
    finished = true;
  }

  private void writeAnew() throws IOException {
    try {
      out.close();
    } catch (IOException | FSError e) {
      // Whatever is left of the old one is replaced.
    }
    begin();
    lines.of(history).forEach(this::append);
    others.forEach(this::append);
    whole = true;
  }

  private void append(String line) {
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      out.close();
    }
  }
}
