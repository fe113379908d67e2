package treecast.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import treecast.score.Score;
import treecast.training.Divergence;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * Metrics of a run: a file of JSON lines that grows while it trains, one for each step, each
 * evaluation and each time that the training has gone back. Where it has, the file is written anew
 * without the steps that do not count any more: every step is there once.
 */
final class Metrics implements TrainingListener, Closeable {
  private static final ObjectMapper LINE = new ObjectMapper();

  private final OutputDirectory root;
  private final String name;
  private final TrainingPlan plan;
  private FSDataOutputStream out;
  private History written = new History();

  /** Begins the file anew. */
  Metrics(OutputDirectory root, String name, TrainingPlan plan) throws IOException {
    this.root = root;
    this.name = name;
    this.plan = plan;
    this.out = root.growing(name);
  }

  @Override
  public void stepped(int step, double rate, double loss, StepTimes times) {
    Map<String, Object> line = line(step);
    line.put("rate", rate);
    line.put("loss", loss);
    append(line);
    written.stepped(step, rate, loss, times);
  }

  @Override
  public void evaluated(int step, Evaluations evaluations) {
    append(line(step), evaluations);
    written.evaluated(step, evaluations);
  }

  @Override
  public void wentBack(Divergence divergence) {
    if (written.steps() > divergence.back()) {
      History counts = written;
      counts.wentBack(divergence);
      written = new History();
      beginAnew();
      counts.replay(plan, this);
    } else {
      Map<String, Object> line = line(divergence.back());
      line.put("divergedAtStep", divergence.step());
      line.put("divergence", divergence.finding());
      append(line);
      written.wentBack(divergence);
      flush();
    }
  }

  /** Evaluations that do not belong to a step of this run, such as those of an ensemble. */
  void evaluated(String of, Evaluations evaluations) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", of);
    append(line, evaluations);
  }

  private Map<String, Object> line(int step) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    line.put("epoch", plan.batches().epochs(step));
    return line;
  }

  private void append(Map<String, Object> line, Evaluations evaluations) {
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
    append(line);
    flush();
  }

  private void append(Map<String, Object> line) {
    try {
      out.write((LINE.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void flush() {
    try {
      out.hflush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void beginAnew() {
    try {
      out.close();
      out = root.growing(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
