package treecast.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import treecast.workflow.Interruption;
import treecast.workflow.Versions;

/**
 * The command line. Exit codes: 0 done, 1 failed, 2 bad command line or configuration, 3 bad data,
 * 4 diverged, or a search without a winner, 5 out of memory, 128 and a signal's number where one
 * ended it. An error is one line; {@code --stacktrace} shows the rest.
 */
@Command(
    name = "treecast",
    description = "Data-parallel training of multi-layer networks on Apache Spark.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:bad command line or configuration, or a version of Java or Spark that cannot work",
      "3:bad data",
      "4:diverged, or a search without a winner",
      "5:out of memory",
      "129:its terminal is gone",
      "130:interrupted, Ctrl-C",
      "143:terminated, kill"
    },
    subcommands = {
      TrainCommand.class,
      ExperimentCommand.class,
      SweepCommand.class,
      PromoteCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      DataCommand.class,
      GradientCheckCommand.class
    })
public final class Main implements Runnable {
  @Option(
      names = "--stacktrace",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show where an error came from.")
  private boolean stacktrace;

  private final Interruption interruption;

  @Spec private CommandSpec spec;

  private Main(Interruption interruption) {
    this.interruption = interruption;
  }

  /** Command line that nothing interrupts. */
  Main() {
    this(new Interruption());
  }

  /** Interruption of this process. */
  Interruption interruption() {
    return interruption;
  }

  /** What {@code --version} prints. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"treecast " + Versions.TREECAST};
    }
  }

  public static void main(String[] arguments) {
    StandardStreams streams = StandardStreams.install();
    Interruption interruption = new Interruption();
    EarlyExit.prepare(interruption);
    int code = run(interruption, arguments);
    String unwritten = streams.failure().orElse(null);
    if (code == 0 && unwritten != null) {
      System.err.println("treecast: failed: standard output: " + unwritten);
      code = ExitCode.FAILED;
    }
    // What Spark says while it is put away must not hide the cause.
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    System.exit(code);
  }

  /** Runs one command and returns its exit code. */
  static int run(String... arguments) {
    return run(new Interruption(), arguments);
  }

  private static int run(Interruption interruption, String... arguments) {
    // What is written down, and compared with what another machine wrote, has no commas of its own.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Main main = new Main(interruption);
    CommandLine line = new CommandLine(main);
    haveVersion(line);
    try {
      return line.setParameterExceptionHandler((e, ignored) -> refuse(e))
          .setExecutionExceptionHandler((e, command, parsed) -> main.report(e))
          .execute(arguments);
    } catch (Error e) {
      // Memory that ran out, a class that is not there: one line as well.
      return main.report(e);
    }
  }

  /** Each command answers {@code --version} as the whole does. */
  private static void haveVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Main::haveVersion);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int refuse(ParameterException e) {
    String names = String.join(", ", e.getCommandLine().getSubcommands().keySet());
    System.err.println(
        "treecast: %s%s"
            .formatted(
                String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                names.isEmpty() ? " (see --help)" : "; commands: " + names));
    return ExitCode.BAD_SETTINGS;
  }

  private int report(Throwable e) {
    ExitCode failure = ExitCode.of(e);
    System.err.println("treecast: " + failure.line());
    if (stacktrace) {
      e.printStackTrace();
    }
    return failure.code();
  }
}
