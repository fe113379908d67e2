package treecast.app;

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
import treecast.data.Storage;
import treecast.experiment.Conditions;
import treecast.experiment.Experiment;
import treecast.experiment.Finding;
import treecast.experiment.ResultsFile;
import treecast.report.Block.Claim;
import treecast.report.Block.Fact;
import treecast.report.HtmlReport;
import treecast.report.OutputDirectory;
import treecast.report.Report;
import treecast.training.Outcome;
import treecast.training.Trial;
import treecast.training.TrialRunner;
import treecast.training.WarmUp;

/** Runs the trainings of several experiments as one stage, and writes down what they found. */
final class Laboratory {
  private final Conditions conditions;
  private final List<Experiment> experiments;
  private final SparkOptions spark;
  private final List<Trial> trials = new ArrayList<>();
  private final Map<Experiment, Integer> firsts = new LinkedHashMap<>();
  private final TrialProgress progress;
  private String master = "none needed";

  /**
   * For some experiments.
   *
   * @throws SettingsException if they cannot run there
   */
  Laboratory(Conditions conditions, List<Experiment> experiments, SparkOptions spark) {
    this.conditions = conditions;
    this.experiments = experiments;
    this.spark = spark;
    for (Experiment experiment : experiments) {
      firsts.put(experiment, trials.size());
      trials.addAll(experiment.trials(conditions));
    }
    spark.validate(Math.max(1, trials.size()), "trainings");
    this.progress = new TrialProgress(trials, conditions.data().testRows(), Screen.ofProcess());
  }

  /** Trains all there is to train, side by side, and looks at the outcomes. */
  List<Finding> run() {
    List<Outcome> outcomes = trials.isEmpty() ? List.of() : train();
    return experiments.stream()
        .map(
            experiment -> {
              int first = firsts.get(experiment);
              int count = experiment.trials(conditions).size();
              return new Finding(
                  experiment,
                  experiment.result(conditions, outcomes.subList(first, first + count)));
            })
        .toList();
  }

  private List<Outcome> train() {
    WarmUp warmUp = WarmUp.start(trials.get(0).plan());
    try (CommandSpark command = spark.start("experiment");
        TrialRunner packed =
            PackedTrials.inTasks(
                command.context(), conditions.data(), spark.tasks(trials.size()))) {
      master = command.context().master();
      warmUp.end();
      return packed.outcomes(trials, progress);
    } finally {
      warmUp.end();
    }
  }

  /**
   * Writes numbers, pictures and the report.
   *
   * @param directory to be made
   * @param seconds how long everything has taken
   */
  void write(Storage storage, String directory, List<Finding> findings, double seconds)
      throws IOException {
    OutputDirectory out = OutputDirectory.create(storage, directory);
    out.write(ResultsFile.NAME, ResultsFile.of(conditions, findings));
    for (Finding finding : findings) {
      List<Chart> charts = finding.result().charts();
      for (int i = 0; i < charts.size(); i++) {
        String name = finding.experiment().name() + (charts.size() > 1 ? "-" + (i + 1) : "");
        out.write(name + ".png", ChartImage.png(charts.get(i), Theme.LIGHT, Size.SCREEN));
        out.write(name + "-print.png", ChartImage.png(charts.get(i), Theme.LIGHT, Size.PRINT));
      }
    }
    out.write("report.html", HtmlReport.of(report(findings, seconds)));
  }

  private Report report(List<Finding> findings, double seconds) {
    List<Claim> claims = findings.stream().flatMap(f -> f.result().claims().stream()).toList();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("data set", conditions.data().describe()));
    facts.add(new Fact("seed", String.valueOf(conditions.seed())));
    facts.add(new Fact("master", master));
    facts.add(new Fact("time", "%.1f s, %d trainings".formatted(seconds, trials.size())));
    new TreeMap<>(Versions.all()).forEach((name, version) -> facts.add(new Fact(name, version)));
    return new Report(
        findings.size() == 1 ? findings.get(0).experiment().title() : "The chapter's experiments",
        "On %s, %d of %d claims hold."
            .formatted(
                conditions.data().source().name(),
                claims.stream().filter(Claim::passed).count(),
                claims.size()),
        facts,
        findings.stream().map(this::section).toList());
  }

  private Report.Section section(Finding finding) {
    int first = firsts.get(finding.experiment());
    int count = finding.experiment().trials(conditions).size();
    return finding.section(progress.seconds(first, first + count));
  }
}
