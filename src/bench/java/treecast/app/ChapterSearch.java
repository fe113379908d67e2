package treecast.app;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import treecast.config.Configuration;
import treecast.config.PlanFormat;
import treecast.config.SweepSettings;
import treecast.data.DataSet;
import treecast.data.Storage;
import treecast.search.Proposal;
import treecast.search.ProposedTrial;
import treecast.search.Search;
import treecast.search.TrialOutput;
import treecast.training.Engine;
import treecast.training.Outcome;
import treecast.training.TrainingListener;
import treecast.training.Trial;
import treecast.workflow.DataChoice;
import treecast.workflow.InitialWeights;
import treecast.workflow.SweepTrials;

/**
 * The sweep of {@code conf/sweep.conf}, changed by assignments as {@code --set} would change it.
 */
public final class ChapterSearch {
  private final SweepSettings settings;
  private final DataSet data;

  /**
   * Reads the settings and looks at the data.
   *
   * @param source what {@code --data} would name
   */
  public ChapterSearch(String source, List<String> assignments) {
    List<Config> layers =
        new ArrayList<>(List.of(SweepSettings.on(PlanFormat.newest().sweep(), false)));
    layers.add(Configuration.parse("data.source=\"%s\"".formatted(source)));
    assignments.forEach(assignment -> layers.add(Configuration.parse(assignment)));
    settings = SweepSettings.of(Configuration.merged(layers));
    data = DataChoice.examine(storage(), settings.plan());
  }

  /** What files are opened through. */
  public static Storage storage() {
    return new Storage(SparkHadoopUtil.get().newConfiguration(new SparkConf()));
  }

  /** The rows that it is on. */
  public DataSet data() {
    return data;
  }

  /** Its first round, which is all of it as the chapter draws at random. */
  public List<ProposedTrial> trials() {
    Search search =
        new Search(
            settings.space(),
            settings.plan().seed(),
            settings.trials(),
            settings.plan().epochs(),
            1,
            List.of());
    List<Proposal> proposals = settings.sampler().propose(search, 0, List.of()).proposals();
    SweepTrials trials =
        new SweepTrials(
            settings, InitialWeights.of(null, settings.plan().start()), data, null, null, null);
    return proposals.stream().map(each -> trials.proposed(0, each, List.of())).toList();
  }

  /** The result of a trial whose trainings run one after the other on an engine. */
  public static TrialOutput finished(ProposedTrial trial, Engine engine) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    for (Trial training : trial.trials()) {
      long start = System.nanoTime();
      outcomes.add(training.run(engine, TrainingListener.NONE));
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    return trial.finished(outcomes, seconds);
  }

  /** Runs {@code scripts/treecast} with these arguments, but for the JVM's start. */
  public static int command(List<String> arguments) {
    return Main.run(arguments.toArray(String[]::new));
  }
}
