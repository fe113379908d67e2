package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import treecast.config.PlanLayers;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.config.StartSettings;
import treecast.data.Storage;
import treecast.workflow.EarlierRun;
import treecast.workflow.InitialWeights;
import treecast.workflow.NewDirectory;
import treecast.workflow.Progress;
import treecast.workflow.TrainingResources;
import treecast.workflow.TrainingRun;

/** The command {@code train}: trains one network or an ensemble and writes a run directory. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train a network, data-parallel on Spark, or an ensemble of several.")
final class TrainCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private PlanOptions planOptions;
  @Mixin private SparkOptions sparkOptions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run's directory or URI, which must not exist; by default a new one in runs/.")
  private String out;

  @Option(
      names = "--resume",
      description =
          "Go on with the run in --out from its newest checkpoint, if it was interrupted; begin it"
              + " if there is none; change nothing if it is finished.")
  private boolean resume;

  @Option(
      names = "--from",
      paramLabel = "RUN",
      description =
          "Start from the weights of this run's model, a directory or a file: its network, scaling"
              + " and classes are kept. --set 'freeze=[W1,b1]' leaves parameters as they are.")
  private String from;

  @Option(names = "--dry-run", description = "Print the resolved plan and stop.")
  private boolean dryRun;

  @Option(names = "--quiet", description = "Print the last line only.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Print a line for every step.")
  private boolean verbose;

  @Option(
      names = "--in-turn",
      description =
          "Train the members of an ensemble one after the other, each data-parallel. By default"
              + " each is one task, and they train at the same time; the bits are the same.")
  private boolean inTurn;

  @Option(names = "--profile", description = "Print a profile: the time of the parts of a step.")
  private boolean profiled;

  @Option(names = "--no-report", description = "Write no report.html.")
  private boolean unreported;

  private final Instant began = Instant.now();

  @Override
  public Integer call() throws IOException {
    Storage storage = sparkOptions.storage();
    Config config = InitialWeights.under(storage, layers()).plan();
    PlanSettings settings = PlanSettings.of(config);
    refuseContradictions(settings.ensemble().members() > 1);
    sparkOptions.validate(settings.batches());
    if (out != null) {
      NewDirectory.requireForRun(storage, "--out", out, resume);
    }
    TrainingRun run = TrainingRun.of(storage, config, settings, sparkOptions.rowTasks("train"));
    Optional<EarlierRun> earlier =
        resume ? Optional.of(EarlierRun.find(storage, out)) : Optional.empty();
    String plan = run.text().of(run.plan());
    earlier.ifPresent(there -> there.requirePlan(plan, run.data(), run.plan()));
    if (dryRun) {
      System.out.print(plan);
      sparkOptions.knownCores().stream()
          .mapToObj(cores -> new TrainingResources(run.plan()).idleCores(cores))
          .flatMap(Optional::stream)
          .forEach(line -> System.err.println("treecast: " + line));
      return 0;
    }
    if (earlier.isPresent() && earlier.get().isFinished(plan)) {
      System.out.println(earlier.get().nothingLeft());
      return 0;
    }
    describe(run);
    run.run(sparkOptions, output(), began);
    return 0;
  }

  private PlanLayers layers() {
    PlanLayers layers = planOptions.layers();
    return from == null
        ? layers
        : layers.with(
            ConfigFactory.empty()
                .withValue(StartSettings.FROM, ConfigValueFactory.fromAnyRef(from, "--from")));
  }

  private void describe(TrainingRun run) {
    if (!quiet) {
      System.out.println(run.data().describe());
      run.data().source().notes().forEach(System.out::println);
      if (!run.chosen().isEmpty()) {
        System.out.println(run.chosen());
      }
      if (run.data().testRows() == 0) {
        System.out.println(
            "no test rows: this training cannot tell how the network does on rows that it has not"
                + " seen (validation = 0.2 holds out some)");
      }
      if (run.settings().computation().gemm().equals("netlib")) {
        System.out.println(
            "matrix products by this machine's native BLAS: the bits depend on the machine");
      }
    }
  }

  private void refuseContradictions(boolean ensemble) {
    if (quiet && verbose) {
      throw new SettingsException("--quiet and --verbose exclude each other");
    }
    if (resume && out == null) {
      throw new SettingsException("--resume requires --out, the directory of the run");
    }
    if (ensemble && profiled) {
      throw new SettingsException(
          "--profile requires a single network (found ensemble.members above 1)");
    }
    if (ensemble && verbose && !inTurn) {
      throw new SettingsException(
          "--verbose requires --in-turn for an ensemble, whose members otherwise train at the same time");
    }
  }

  private TrainingRun.Output output() {
    Progress.Verbosity verbosity = verbose ? Progress.Verbosity.VERBOSE : Progress.Verbosity.NORMAL;
    return new TrainingRun.Output(
        Optional.ofNullable(out),
        resume,
        quiet ? Progress.Verbosity.QUIET : verbosity,
        inTurn,
        profiled,
        !unreported,
        main.interruption());
  }
}
