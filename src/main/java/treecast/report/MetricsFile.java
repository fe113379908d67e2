package treecast.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import treecast.data.Retry.Action;
import treecast.score.Score;
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

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputDirectory root;
  private final TrainingPlan plan;

  /** What the file says, or will say. */
  private final History history = new History();

  private final List<Map<String, Object>> others = new ArrayList<>();
  private FSDataOutputStream out;

  /** Whether the stream has all lines until now; one that has failed is left as it is. */
  private boolean whole;

  private boolean finished;

  MetricsFile(OutputDirectory root, TrainingPlan plan) throws IOException {
    this.root = root;
    this.plan = plan;
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
            append(line(step, rate, loss));
            return null;
          });
    }
  }

  @Override
  public void evaluated(int step, Evaluations evaluations) {
    history.evaluated(step, evaluations);
    appendAndFlush(line(step, evaluations));
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
    appendAndFlush(line(divergence));
  }

  /** Evaluations that do not belong to a step. */
  void evaluated(String name, Evaluations evaluations) {
    Map<String, Object> line = line(name, evaluations);
    others.add(line);
    appendAndFlush(line);
  }

  private void appendAndFlush(Map<String, Object> line) {
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
    history.replay(
        plan,
        new TrainingListener() {
          @Override
          public void stepped(int step, double rate, double loss, StepTimes times) {
            append(line(step, rate, loss));
          }

          @Override
          public void evaluated(int step, Evaluations evaluations) {
            append(line(step, evaluations));
          }

          @Override
          public void wentBack(Divergence divergence) {
            append(line(divergence));
          }
        });
    others.forEach(this::append);
    whole = true;
  }

  private void append(Map<String, Object> line) {
    try {
      out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> line(int step, double rate, double loss) {
    Map<String, Object> line = at(step);
    line.put("rate", rate);
    line.put("loss", loss);
    return line;
  }

  private Map<String, Object> line(int step, Evaluations evaluations) {
    Map<String, Object> line = at(step);
    put(line, evaluations);
    return line;
  }

  private Map<String, Object> line(Divergence divergence) {
    Map<String, Object> line = at(divergence.back());
    line.put("divergedAtStep", divergence.step());
    line.put("divergence", divergence.finding());
    return line;
  }

  private Map<String, Object> line(String name, Evaluations evaluations) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name);
    put(line, evaluations);
    return line;
  }

  private Map<String, Object> at(int step) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    line.put("epoch", plan.batches().epochs(step));
    return line;
  }

  private void put(Map<String, Object> line, Evaluations evaluations) {
    line.put("trainLoss", evaluations.train().loss());
    line.put("trainAccuracy", evaluations.train().accuracy());
    if (evaluations.validated()) {
      line.put("validationLoss", evaluations.validation().loss());
      line.put("validationAccuracy", evaluations.validation().accuracy());
      if (plan.evaluation().score() != Score.ACCURACY) {
        line.put("validationScore", evaluations.score());
      }
    }
    if (evaluations.tested()) {
      line.put("testLoss", evaluations.test().loss());
      line.put("testAccuracy", evaluations.test().accuracy());
    }
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      out.close();
    }
  }
}
