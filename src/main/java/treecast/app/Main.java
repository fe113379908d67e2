package treecast.app;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import treecast.config.SettingsException;
import treecast.data.DataException;
import treecast.extension.ExtensionException;
import treecast.training.Diverged;
import treecast.workflow.Versions;

/**
 * The command line. Exit codes: 0 done, 1 failed, 2 bad command line or configuration, 3 bad data,
 * 4 diverged, or a search without a winner. An error is one line; {@code --stacktrace} shows the
 * rest.
 */
@Command(
    name = "treecast",
    description = "Data-parallel training of multi-layer networks on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      ExperimentCommand.class,
      SweepCommand.class,
      PromoteCommand.class,
      EvaluateCommand.class,
      DataCommand.class,
      GradientCheckCommand.class
    })
public final class Main implements Runnable {
  static final int FAILED = 1;
  static final int BAD_SETTINGS = 2;
  static final int BAD_DATA = 3;
  static final int DIVERGED = 4;

  @Option(
      names = "--stacktrace",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show where an error came from.")
  private boolean stacktrace;

  @Spec private CommandSpec spec;

  /** What {@code --version} prints. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"treecast " + Versions.TREECAST};
    }
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and returns its exit code. */
  static int run(String... arguments) {
    // What is written down, and compared with what another machine wrote, has no commas of its own.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Main main = new Main();
    try {
      return new CommandLine(main)
          .setParameterExceptionHandler((e, ignored) -> refuse(e))
          .setExecutionExceptionHandler((e, command, parsed) -> main.report(e))
          .execute(arguments);
    } catch (Error e) {
      // Memory that ran out, a class that is not there: one line as well.
      return main.report(e);
    }
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
    return BAD_SETTINGS;
  }

  private int report(Throwable e) {
    Throwable telling = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (code(cause) != FAILED) {
        telling = cause;
        break;
      }
    }
    System.err.println("treecast: " + line(telling));
    if (stacktrace) {
      e.printStackTrace();
    }
    return code(telling);
  }

  private static int code(Throwable e) {
    if (e instanceof SettingsException || e instanceof ExtensionException) {
      return BAD_SETTINGS;
    }
    if (e instanceof DataException) {
      return BAD_DATA;
    }
    return e instanceof Diverged ? DIVERGED : FAILED;
  }

  private static String line(Throwable e) {
    String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return code(e) == FAILED ? "failed: " + e.getClass().getSimpleName() + ": " + first : first;
  }
}
