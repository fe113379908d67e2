package treecast.workflow;

import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.config.PlanFormat;
import treecast.data.DataException;
import treecast.data.Paths;
import treecast.data.Sha256;
import treecast.data.Storage;
import treecast.model.Classifier;
import treecast.model.Ensemble;
import treecast.model.EnsembleFile;
import treecast.model.Model;
import treecast.model.ModelFile;

/** Saved model or ensemble on any Hadoop file system. */
public final class SavedModel {
  private SavedModel() {}

  /**
   * Reads the model or ensemble of a run directory or a file.
   *
   * @param path run directory, model file or ensemble file
   * @throws DataException if it does not exist or is damaged
   */
  public static Classifier read(Storage storage, String path) {
    try {
      Path file = Paths.of(path);
      FileSystem files = storage.of(file);
      if (!files.exists(file)) {
        throw new DataException(path + ": expected a run directory or a model, found nothing");
      }
      if (files.getFileStatus(file).isDirectory()) {
        Path ensemble = new Path(file, EnsembleFile.NAME);
        file = files.exists(ensemble) ? ensemble : new Path(file, ModelFile.NAME);
      }
      return file.getName().endsWith(".json") ? ensemble(files, file) : model(files, file);
    } catch (IOException e) {
      throw DataException.unreadable(path, e);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "expected the path or URI of a run, found '%s' (%s)".formatted(path, e.getMessage()), e);
    }
  }

  /** SHA-256 of everything that a model's predictions depend on. */
  public static String sha256(Classifier model) {
    if (model instanceof Ensemble ensemble) {
      byte[][] parts =
          Stream.concat(
                  ensemble.members().stream().map(ModelFile::encode),
                  Stream.of(ensemble.average().name().getBytes(StandardCharsets.UTF_8)))
              .toArray(byte[][]::new);
      return Sha256.of(parts);
    }
    return Sha256.of(ModelFile.encode((Model) model));
  }

  private static Ensemble ensemble(FileSystem files, Path file) throws IOException {
    EnsembleFile description = EnsembleFile.decode(bytes(files, file), file.toString());
    PlanFormat.of(
        ConfigValueFactory.fromAnyRef(description.planFormat(), file.toString()), "planFormat");
    List<Model> members = new ArrayList<>();
    for (String member : description.members()) {
      members.add(model(files, new Path(file.getParent(), member)));
    }
    try {
      return new Ensemble(members, description.average());
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  private static Model model(FileSystem files, Path file) throws IOException {
    return ModelFile.decode(bytes(files, file), file.toString());
  }

  private static byte[] bytes(FileSystem files, Path file) throws IOException {
    if (!files.exists(file)) {
      throw new DataException(file + ": expected a model, found none: did the run finish?");
    }
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }
}
