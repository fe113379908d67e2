package treecast.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import treecast.config.SettingsException;
import treecast.exchange.ExportFormat;
import treecast.exchange.ExportedFile;
import treecast.exchange.ExportedFile.Entry;
import treecast.linalg.Precision;
import treecast.workflow.ModelExport;

/** The command {@code export}: writes a trained model in a format that other programs read. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write a trained network or ensemble as a file that other programs read.")
final class ExportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      description = "A run directory, or the file of a model or an ensemble.")
  private String run;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description =
          "onnx: a graph from raw features to probabilities and label. npz, safetensors: the arrays"
              + " by their names, W1, b1, gamma1, ...")
  private String format;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "File or URI, which must not exist. MODEL.md beside it tells what it is and where it came"
              + " from.")
  private String out;

  @Option(
      names = "--precision",
      paramLabel = "WORD",
      description = "Precision of the numbers, single or double; by default single.")
  private String precision = Precision.SINGLE.key();

  @Option(
      names = "--fold",
      description =
          "Fold batch norm into the layers before it: the same network but for rounding, and faster.")
  private boolean folds;

  @Option(
      names = "--no-digest",
      description = "Do not read the training data for their SHA-256 in MODEL.md.")
  private boolean undigested;

  @Mixin private ConfOptions conf;

  @Override
  public Integer call() throws IOException {
    ExportFormat to =
        ExportFormat.of(format).orElseThrow(() -> bad("--to", "onnx, npz or safetensors", format));
    Precision of = precision();
    ExportedFile file =
        new ModelExport(conf.storage(), run, out, to, of, folds, !undigested).write();
    System.out.printf(
        "%s: %s, %s precision, %,d bytes%n",
        out, file.facts().get(0).words(), of.key(), file.content().length);
    file.entries().stream()
        .filter(entry -> to == ExportFormat.ONNX)
        .forEach(entry -> System.out.println(line(entry)));
    return 0;
  }

  private Precision precision() {
    try {
      return Precision.named(precision);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--precision: " + e.getMessage(), e);
    }
  }

  private static String line(Entry entry) {
    return "%s %s: %s %s (%s)"
        .formatted(
            entry.kind(),
            entry.name(),
            entry.type(),
            String.join(" x ", entry.shape()),
            entry.meaning());
  }

  private static SettingsException bad(String option, String expected, String found) {
    return new SettingsException("%s: expected %s, found '%s'".formatted(option, expected, found));
  }
}
