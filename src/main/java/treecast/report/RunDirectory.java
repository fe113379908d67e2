package treecast.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.Storage;
import treecast.training.Divergence;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * Run directory: the output directory of one run, on any Hadoop file system. Files are written
 * under a temporary name and renamed, so none is ever incomplete; only {@code metrics.jsonl} grows
 * during the run, line by line.
 */
public final class RunDirectory implements TrainingListener, Closeable {
  /** Name of the file with the plan, from which the run can be repeated. */
  public static final String PLAN = "plan.conf";

  /** The file that a run ends with. */
  public static final String SUMMARY = "summary.json";

  /** The file that grows; behind the plan it is the first. */
  public static final String METRICS = MetricsFile.NAME;

  /** What a run may leave that is killed before it has a plan. */
  public static final String PARTIAL_PLAN = OutputDirectory.partial(PLAN);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final OutputDirectory root;
  private final MetricsFile metrics;

  private RunDirectory(OutputDirectory root, TrainingPlan plan) throws IOException {
    this.root = root;
    this.metrics = new MetricsFile(root, plan);
  }

  /**
   * Creates a run directory.
   *
   * @param planText content of {@code plan.conf}
   * @throws IOException if it exists or cannot be created
   */
  public static RunDirectory create(
      Storage storage, String path, TrainingPlan plan, String planText) throws IOException {
    return begun(OutputDirectory.create(storage, path), plan, planText);
  }

  /** Creates a run in a directory that may exist already but holds no run. */
  public static RunDirectory begin(Storage storage, String path, TrainingPlan plan, String planText)
      throws IOException {
    return begun(OutputDirectory.of(storage, path), plan, planText);
  }

  /**
   * The file with the plan of a run; nothing where no run has begun. Where a plan was just being
   * replaced, on a file system that renames nothing onto a file, it has its temporary name still.
   */
  public static Optional<Path> plan(FileSystem files, Path root) throws IOException {
    Path plan = new Path(root, PLAN);
    if (files.exists(plan)) {
      return Optional.of(plan);
    }
    Path replaced = new Path(root, PARTIAL_PLAN);
    // Metrics begin behind the first plan, which has had its name by then.
    return files.exists(new Path(root, METRICS)) && files.exists(replaced)
        ? Optional.of(replaced)
        : Optional.empty();
  }

  /** Directory of a partial run, such as a member of an ensemble, inside this one. */
  public RunDirectory below(String name, TrainingPlan part, String planText) throws IOException {
    return begun(root.below(name), part, planText);
  }

  /**
   * The directory of a run that was interrupted, to go on with.
   *
   * @param longer content of {@code plan.conf} if the plan now has more steps; the run is not
   *     finished any more then
   * @param history of the steps that it goes on from: metrics are written anew, so that each step
   *     is there once, also on file systems that cannot append
   */
  public static RunDirectory resume(
      Storage storage, String path, TrainingPlan plan, Optional<String> longer, History history)
      throws IOException {
    OutputDirectory root = OutputDirectory.of(storage, path);
    root.finishReplacing(PLAN);
    if (longer.isPresent()) {
      root.delete(SUMMARY);
      root.write(PLAN, longer.get().getBytes(StandardCharsets.UTF_8));
    }
    RunDirectory run = new RunDirectory(root, plan);
    history.replay(plan, run);
    return run;
  }

  private static RunDirectory begun(OutputDirectory root, TrainingPlan plan, String planText)
      throws IOException {
    // First of all: a directory without it is none of a run.
    root.write(PLAN, planText.getBytes(StandardCharsets.UTF_8));
    return new RunDirectory(root, plan);
  }

  /** Writes a file under a temporary name and renames it. */
  public void write(String name, byte[] content) throws IOException {
    root.write(name, content);
  }

  /**
   * Writes {@code summary.json}: one flat object. It is written last, behind the last metrics, and
   * says that a run ended.
   */
  public void writeSummary(Map<String, Object> summary) throws IOException {
    metrics.finish();
    write(SUMMARY, summary(summary));
  }

  /** Content of {@code summary.json}. */
  public static byte[] summary(Map<String, Object> summary) throws IOException {
    return (JSON.writeValueAsString(summary) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Writes {@code report.html}: one self-contained file. */
  public void writeReport(Report report) throws IOException {
    write("report.html", HtmlReport.of(report));
  }

  @Override
  public void stepped(int step, double rate, double loss, StepTimes times) {
    metrics.stepped(step, rate, loss, times);
  }

  @Override
  public void evaluated(int step, Evaluations evaluations) {
    metrics.evaluated(step, evaluations);
  }

  @Override
  public void wentBack(Divergence divergence) {
    metrics.wentBack(divergence);
  }

  /**
   * Records evaluations in {@code metrics.jsonl} that do not belong to a step of this run, such as
   * those of an ensemble.
   */
  public void evaluated(String name, Evaluations evaluations) {
    metrics.evaluated(name, evaluations);
  }

  @Override
  public void close() throws IOException {
    metrics.close();
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
