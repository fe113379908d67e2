package treecast.app;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import treecast.data.Storage;
import treecast.workflow.NewDirectory;
import treecast.workflow.Promotion;

/** Trains a sweep's winner on all rows that it had, and looks at the test rows once. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description =
        "Train the best trial of a sweep on its training and validation rows together, and evaluate"
            + " it once on the test rows.")
final class PromoteCommand implements Callable<Integer> {
  @Mixin private SparkOptions sparkOptions;

  @Parameters(paramLabel = "DIR", description = "The sweep's directory or URI.")
  private String place;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's directory or URI; by default promoted-N in the sweep's.")
  private String out;

  private final Instant began = Instant.now();

  @Override
  public Integer call() throws IOException {
    Storage storage = sparkOptions.storage();
    if (out != null) {
      NewDirectory.require(storage, "--out", out);
    }
    new Promotion(storage, sparkOptions, place, began).run(Optional.ofNullable(out));
    return 0;
  }
}
