package treecast.workflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import treecast.chart.Chart;
import treecast.chart.ChartImage;
import treecast.chart.Size;
import treecast.chart.Theme;
import treecast.cluster.PackedTrials;
import treecast.config.SettingsException;
import treecast.data.Storage;
import treecast.experiment.Experiment;
import treecast.experiment.ExperimentContext;
import treecast.experiment.FinishedExperiment;
import treecast.experiment.ResultsFile;
import treecast.report.Block.Claim;
import treecast.report.Block.Fact;
import treecast.report.HtmlReport;
import treecast.report.OutputDirectory;
import treecast.report.Report;
import treecast.training.JitWarmUp;
import treecast.training.Outcome;
import treecast.training.Trial;
import treecast.training.TrialRunner;

/**
 * Runner of experiments: runs the trainings of several experiments in one Spark stage, and writes
 * their results.
 */
public final class ExperimentRunner {
  private final ExperimentContext context;
  private final List<Experiment> experiments;
  private final SparkProvider spark;
  private final List<Trial> trials = new ArrayList<>();
  private final Map<Experiment, Integer> firsts = new LinkedHashMap<>();
  private final TrialProgress progress;
  private String master = "none needed";

  /**
   * Runner of some experiments.
   *
   * @throws SettingsException if they cannot run with this master
   */
  public ExperimentRunner(
      ExperimentContext context, List<Experiment> experiments, SparkProvider spark) {
    this.context = context;
    this.experiments = experiments;
    this.spark = spark;
    for (Experiment experiment : experiments) {
      firsts.put(experiment, trials.size());
      trials.addAll(experiment.trials(context));
    }
    spark.validate(Math.max(1, trials.size()), "trainings");
    this.progress = new TrialProgress(trials, context.data().testRows(), Terminal.ofProcess());
  }

  /** Runs all trainings at the same time and evaluates the outcomes. */
  public List<FinishedExperiment> run() {
    List<Outcome> outcomes = trials.isEmpty() ? List.of() : train();
    return experiments.stream()
        .map(
            experiment -> {
              int first = firsts.get(experiment);
              int count = experiment.trials(context).size();
              return new FinishedExperiment(
                  experiment, experiment.result(context, outcomes.subList(first, first + count)));
            })
        .toList();
  }

  private List<Outcome> train() {
    JitWarmUp warmUp = JitWarmUp.start(trials.get(0).plan());
    try (CommandSpark command = spark.start("experiment");
        TrialRunner packed =
            PackedTrials.inTasks(command.context(), context.data(), spark.tasks(trials.size()))) {
      master = command.context().master();
      warmUp.end();
      return packed.outcomes(trials, progress);
    } finally {
      warmUp.end();
    }
  }

  /**
   * Writes results, charts and the report.
   *
   * @param directory directory to create
   * @param seconds total duration in seconds
   */
  public void write(
      Storage storage, String directory, List<FinishedExperiment> finished, double seconds)
      throws IOException {
    OutputDirectory out = OutputDirectory.create(storage, directory);
    out.write(ResultsFile.NAME, ResultsFile.of(context, finished));
    for (FinishedExperiment each : finished) {
      List<Chart> charts = each.result().charts();
      for (int i = 0; i < charts.size(); i++) {
        String name = each.experiment().name() + (charts.size() > 1 ? "-" + (i + 1) : "");
        out.write(name + ".png", ChartImage.png(charts.get(i), Theme.LIGHT, Size.SCREEN));
        out.write(name + "-print.png", ChartImage.png(charts.get(i), Theme.LIGHT, Size.PRINT));
      }
    }
    out.write("report.html", HtmlReport.of(report(finished, seconds)));
  }

  private Report report(List<FinishedExperiment> finished, double seconds) {
    List<Claim> claims = finished.stream().flatMap(f -> f.result().claims().stream()).toList();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("data set", context.data().describe()));
    facts.add(new Fact("seed", String.valueOf(context.seed())));
    facts.add(new Fact("master", master));
    facts.add(new Fact("time", "%.1f s, %d trainings".formatted(seconds, trials.size())));
    new TreeMap<>(Versions.all()).forEach((name, version) -> facts.add(new Fact(name, version)));
    return new Report(
        finished.size() == 1 ? finished.get(0).experiment().title() : "Experiments of chapter 6",
        "On %s, %d of %d claims hold."
            .formatted(
                context.data().source().name(),
                claims.stream().filter(Claim::passed).count(),
                claims.size()),
        facts,
        finished.stream().map(this::section).toList());
  }

  private Report.Section section(FinishedExperiment finished) {
    int first = firsts.get(finished.experiment());
    int count = finished.experiment().trials(context).size();
    return finished.section(progress.seconds(first, first + count));
  }
}
