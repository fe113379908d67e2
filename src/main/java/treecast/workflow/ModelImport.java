package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.config.Configuration;
import treecast.config.NetworkText;
import treecast.config.PlanFormat;
import treecast.config.PlanLayers;
import treecast.config.SettingsException;
import treecast.data.DataException;
import treecast.data.Excerpt;
import treecast.data.Paths;
import treecast.data.Sha256;
import treecast.data.Storage;
import treecast.exchange.WeightsFile;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.OutputDirectory;
import treecast.report.RunDirectory;
import treecast.source.digits.DrawnDigits;

/**
 * Import of a weights file that another library wrote, as a run directory that can be evaluated,
 * predicted with and trained further.
 *
 * @param file path or URI of an npz or a safetensors file
 * @param about what the user says of the network
 */
public record ModelImport(Storage storage, String file, Description about) {
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  /**
   * What no file says of a network.
   *
   * @param layers settings of a plan: {@code network.activation} and others
   * @param features labels and scaling
   * @param epsilon number that the library adds to variances in batch norm; 0 for its usual one
   */
  public record Description(PlanLayers layers, ImportedEncoding features, double epsilon) {}

  /**
   * Imports the file and writes the run directory.
   *
   * @param out the run's directory or URI, which does not exist
   * @return one line that describes the model
   * @throws DataException if the file is not that of a network that Treecast has
   * @throws SettingsException if something is missing that the file does not say
   */
  public String run(String out) throws IOException {
    byte[] bytes = bytes();
    WeightsFile weights = WeightsFile.decode(bytes, where());
    Model model = new ImportedModel(where(), weights, about).model();
    String digest = Sha256.of(bytes);
    OutputDirectory run = OutputDirectory.create(storage, out);
    run.write(RunDirectory.PLAN, plan(model, digest).getBytes(StandardCharsets.UTF_8));
    run.write(ModelFile.NAME, ModelFile.encode(model));
    run.write(RunDirectory.SUMMARY, RunDirectory.summary(summary(model, digest)));
    return describe(model);
  }

  /** Name of the file in one line. */
  private String where() {
    return file.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
  }

  private byte[] bytes() throws IOException {
    try {
      Path path = Paths.of(file);
      FileSystem files = storage.of(path);
      if (!files.exists(path) || files.getFileStatus(path).isDirectory()) {
        throw new DataException(where() + ": expected an npz or a safetensors file, found none");
      }
      long length = files.getFileStatus(path).getLen();
      if (length > MAX_LENGTH) {
        throw new DataException(
            "%s: expected less than 2 GiB, found %d bytes".formatted(where(), length));
      }
      try (InputStream in = files.open(path)) {
        return in.readAllBytes();
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "expected the path or URI of a file, found %s (%s)"
              .formatted(Excerpt.of(file), e.getMessage()),
          e);
    }
  }

  /** Text of {@code plan.conf}: the network, and the data if the user names any. */
  private String plan(Model model, String digest) throws IOException {
    Config wanted = about.layers().wanted();
    Config plan = NetworkText.of(model.architecture());
    if (wanted.hasPath("data")) {
      plan = placed(wanted.withOnlyPath("data")).withFallback(plan);
    }
    StringBuilder text = new StringBuilder();
    text.append("# imported from %s, SHA-256 %s%n".formatted(where(), digest));
    text.append("# %,d parameters%n".formatted(model.network().parameters()));
    new TreeMap<>(Versions.all())
        .forEach((name, version) -> text.append("# %s %s%n".formatted(name, version)));
    text.append("%s=%s%n".formatted(PlanFormat.KEY, wanted.getInt(PlanFormat.KEY)));
    return text + Configuration.render(plan);
  }

  /** Settings of the data with paths that are valid in every directory, like those of a run. */
  private Config placed(Config data) throws IOException {
    Config placed = data;
    for (String key : List.of("data.source", "data.train", "data.test")) {
      String place = data.hasPath(key) ? data.getString(key) : "none";
      if (!List.of("none", DataChoice.AUTO, DrawnDigits.PLACE).contains(place)) {
        Path path = Paths.of(place);
        String whole = storage.of(path).makeQualified(path).toString();
        placed = placed.withValue(key, ConfigValueFactory.fromAnyRef(whole));
      }
    }
    return placed;
  }

  private Map<String, Object> summary(Model model, String digest) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("imported", file);
    summary.put("importedSha256", digest);
    summary.put("parameters", model.network().parameters());
    summary.putAll(new TreeMap<>(Versions.all()));
    return summary;
  }

  private static String describe(Model model) {
    return "%s: %s inputs, %d classes, %,d parameters"
        .formatted(
            NetworkText.describe(model.architecture()),
            model.network().input(),
            model.outputs(),
            model.network().parameters());
  }
}
