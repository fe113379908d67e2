package treecast.app;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import treecast.data.Storage;
import treecast.workflow.NewDirectory;
import treecast.workflow.Promotion;

/**
 * The command {@code promote}: trains the best trial of a sweep on its training and validation
 * rows, and evaluates it once on the test rows.
 */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description =
        "Train the best trial of a sweep on its training and validation rows together, and evaluate"
            + " it once on the test rows.")
final class PromoteCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private SparkOptions sparkOptions;

  @Parameters(paramLabel = "DIR", description = "The sweep's directory or URI.")
  private String sweep;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's directory or URI; by default promoted-N in the sweep's.")
  private String out;

  @Option(
      names = "--resume",
      description =
          "Go on with the last promotion, or the one in --out, if it was interrupted; begin it if"
              + " there is none; change nothing if it is finished.")
  private boolean resume;

  private final Instant began = Instant.now();

  @Override
  public Integer call() throws IOException {
    Storage storage = sparkOptions.storage();
    if (out != null) {
      NewDirectory.requireForRun(storage, "--out", out, resume);
    }
    new Promotion(storage, sparkOptions, sweep, resume, main.interruption(), began)
        .run(Optional.ofNullable(out));
    return 0;
  }
}
