package treecast.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.config.SettingsException;
import treecast.data.Paths;
import treecast.data.Storage;
import treecast.exchange.ExportException;
import treecast.exchange.ExportFormat;
import treecast.exchange.ExportedFile;
import treecast.exchange.Folding;
import treecast.linalg.Precision;
import treecast.model.Classifier;
import treecast.model.Ensemble;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.OutputDirectory;

/**
 * Export of a run's model to a file of another format, and the model card beside it. The card of
 * several files of one model has a section for each.
 *
 * @param run run directory, model file or ensemble file
 * @param out file that does not exist yet
 * @param folds whether batch norm is folded into the layers before it
 * @param digests whether the training data are read for their digest
 */
public record ModelExport(
    Storage storage,
    String run,
    String out,
    ExportFormat format,
    Precision precision,
    boolean folds,
    boolean digests) {
  private static final String FLAG = "--out";

  /**
   * Writes the file and the card.
   *
   * @return the file, for people
   * @throws SettingsException if the file exists, if a card of another model is there, or if the
   *     format cannot hold the model
   */
  public ExportedFile write() throws IOException {
    NewDirectory.requireFile(storage, FLAG, out);
    Path given = Paths.of(out);
    Path file = storage.of(given).makeQualified(given);
    if (file.getName().equals(ModelCard.NAME)) {
      throw new SettingsException(
          "%s: expected another name than that of the model card, found '%s'".formatted(FLAG, out));
    }
    Classifier model = SavedModel.read(storage, run);
    ModelCard card = new ModelCard(SavedModel.sha256(model));
    Optional<String> there = existing(card, new Path(file.getParent(), ModelCard.NAME));
    ExportedFile exported = encode(folds ? Folding.of(model) : model, model, card);
    String text = there.isPresent() ? there.get() : head(card, model);
    OutputDirectory.write(storage, file, exported.content());
    String described = ModelCard.with(text, file.getName(), exported, precision, folds);
    OutputDirectory.write(
        storage,
        Paths.in(file.getParent(), ModelCard.NAME),
        described.getBytes(StandardCharsets.UTF_8));
    return exported;
  }

  private String head(ModelCard card, Classifier model) {
    ModelOrigin origin = ModelOrigin.of(storage, run);
    String digest = digests ? origin.digest(storage) : "not known: the rows were not read";
    return card.head(model, origin, digest);
  }

  private ExportedFile encode(Classifier folded, Classifier model, ModelCard card) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("modelSha256", card.sha256());
    Model one = model instanceof Ensemble all ? all.members().get(0) : (Model) model;
    properties.put("classNames", ModelFile.metadata(one).path("classNames").asText());
    try {
      return format.encode(folded, precision, Versions.TREECAST, properties);
    } catch (ExportException e) {
      throw new SettingsException("--to %s: %s".formatted(format.key(), e.getMessage()), e);
    }
  }

  /** The card that is there already; empty if there is none. */
  private Optional<String> existing(ModelCard card, Path path) throws IOException {
    FileSystem files = storage.of(path);
    if (!files.exists(path)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(path)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (card.describes(text)) {
        return Optional.of(text);
      }
    }
    throw new SettingsException(
        "%s: expected a folder whose %s is that of this model, found another in '%s'"
            .formatted(FLAG, ModelCard.NAME, path.getParent()));
  }
}
