package treecast.app;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import treecast.config.SettingsException;
import treecast.data.Storage;
import treecast.workflow.ImportedEncoding;
import treecast.workflow.ModelImport;
import treecast.workflow.NewDirectory;

/** The command {@code import}: makes a run directory of a weights file of another library. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Import weights from an npz or a safetensors file, with the book's names (W1, b1, ...) or"
            + " PyTorch's (0.weight, 0.bias, ...), as a run that can be evaluated and trained"
            + " further. The sizes come from the shapes; --set network.activation=relu says what"
            + " they do not.")
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The npz or safetensors file, a path or URI.")
  private String file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The run's directory or URI, which must not exist.")
  private String out;

  @Option(
      names = "--labels",
      paramLabel = "LABEL",
      split = ",",
      description = "Label of each class in data files, in order; by default 0, 1, 2, ...")
  private List<String> labels = List.of();

  @Option(
      names = "--shift",
      paramLabel = "X",
      split = ",",
      description =
          "What the network expects to be subtracted from each feature (pixels are 0 to 1): one"
              + " number, or one for each.")
  private List<Double> shift = List.of();

  @Option(
      names = "--scale",
      paramLabel = "X",
      split = ",",
      description = "What each feature is then divided by: one number, or one for each.")
  private List<Double> scale = List.of();

  @Option(
      names = "--epsilon",
      paramLabel = "X",
      description =
          "What batch norm adds to variances; by default 1e-5 for PyTorch's names, 1e-6 for the"
              + " book's.")
  private Double epsilon;

  @Mixin private DataOptions dataOptions;
  @Mixin private ConfOptions confOptions;

  @Override
  public Integer call() throws IOException {
    if (epsilon != null && !(epsilon > 0 && epsilon < 1)) {
      throw new SettingsException(
          "--epsilon: expected a number above 0 and below 1, found " + epsilon);
    }
    Storage storage = confOptions.storage();
    NewDirectory.require(storage, "--out", out);
    ModelImport.Description about =
        new ModelImport.Description(
            dataOptions.layers(),
            new ImportedEncoding(labels, shift, scale),
            epsilon == null ? 0 : epsilon);
    System.out.println(new ModelImport(storage, file, about).run(out));
    System.out.println(out);
    return 0;
  }
}
