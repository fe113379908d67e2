package treecast.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import treecast.config.DataSettings;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.data.ClassChoice;
import treecast.data.ClassLabels;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.Encoding;
import treecast.data.ScalingMethod;
import treecast.data.Storage;
import treecast.linalg.Shape;
import treecast.source.DataRequest;
import treecast.source.Formats;
import treecast.source.IdxFolder;
import treecast.source.Mnist;
import treecast.source.digits.DrawnDigits;

/**
 * Choice of the data set by {@code data.source}: a folder or URI, the built-in digits, or MNIST if
 * it is cached or can be downloaded.
 *
 * @param storage file systems with which files are read
 */
public record DataChoice(Storage storage, DataSettings settings) {
  public static final String AUTO = "auto";

  /**
   * Examines the data set of a training and scales it by its training rows.
   *
   * @throws DataException if it cannot be used
   */
  public static DataSet examine(Storage storage, PlanSettings plan) {
    DataSettings settings = plan.data();
    DataChoice choice = new DataChoice(storage, settings);
    Chosen chosen = choice.choose(settings.numbered(), settings.distinct(), 0);
    DataSet data = choice.examined(chosen);
    ScalingMethod scaling = settings.scaling().get(chosen.format());
    return data.scaled(scaling.fit(data, plan.heldOut(data)));
  }

  /**
   * Whether a data set is a table, by what there is in its folder: not images, which IDX files
   * hold.
   */
  public static boolean isTable(Storage storage, DataSettings settings) {
    boolean ours = List.of(AUTO, DrawnDigits.PLACE).contains(settings.source());
    DataChoice choice = new DataChoice(storage, settings);
    return !ours && !settings.format().orElseGet(choice::recognised).equals(Formats.IDX);
  }

  /** Examines the data set of a training without scaling it. */
  public static DataSet unscaled(Storage storage, DataSettings settings) {
    DataChoice choice = new DataChoice(storage, settings);
    return choice.examined(choice.choose(settings.numbered(), settings.distinct(), 0));
  }

  /**
   * Examines a data set for a model, with the model's encoding.
   *
   * @param encoding the model's scaling and class labels
   * @param inputs number of features that the model takes
   */
  public static DataSet examine(
      Storage storage, DataSettings settings, Encoding encoding, int inputs) {
    ClassLabels classes = encoding.classes();
    DataChoice choice = new DataChoice(storage, settings);
    DataSet data = choice.examined(choice.choose(classes, classes, inputs));
    List<String> labels = data.labels().labels();
    if (data.classes() > classes.count()
        || !labels.equals(classes.labels().subList(0, data.classes()))) {
      throw new DataException(
          "%s: expected the classes of the model, %s, found %s"
              .formatted(data.source().name(), classes.describe(), data.labels().describe()));
    }
    if (data.features() != inputs) {
      throw new DataException(
          "%s: expected rows of %d features as the model takes, found %d"
              .formatted(data.source().name(), inputs, data.features()));
    }
    return data.scaled(encoding.scaling());
  }

  /**
   * Chosen data source.
   *
   * @param format name of the format whose default scaling is used
   */
  private record Chosen(String format, DataSource source) {}

  private DataSet examined(Chosen chosen) {
    return firstRows(shaped(chosen.source().examine()));
  }

  private Chosen choose(ClassChoice numbered, ClassChoice distinct, int features) {
    String folder = settings.source();
    if (folder.equals(DrawnDigits.PLACE)) {
      return new Chosen(Formats.IDX, new DrawnDigits());
    }
    if (folder.equals(AUTO)) {
      return new Chosen(Formats.IDX, mnistOrDigits(numbered));
    }
    String format = settings.format().orElseGet(this::recognised);
    boolean named = settings.format().isPresent();
    DataRequest request = new DataRequest(storage, folder, numbered, distinct, named, features);
    return new Chosen(
        format,
        settings.formats().get(format).make((provider, values) -> provider.open(request, values)));
  }

  /** Format by the names of the files in the folder; IDX if they do not show it. */
  private String recognised() {
    List<String> found = new ArrayList<>();
    settings
        .formats()
        .forEach(
            (name, format) -> {
              if (format.make(
                  (provider, v) -> provider.recognises(storage, settings.source(), v))) {
                found.add(name);
              }
            });
    if (found.size() > 1) {
      throw new DataException(
          "%s: expected files of one format, found %s (data.format chooses)"
              .formatted(
                  settings.source(),
                  String.join(
                      " and ", found.stream().map(n -> n.toUpperCase(Locale.ROOT)).toList())));
    }
    return found.isEmpty() ? Formats.IDX : found.get(0);
  }

  private DataSet shaped(DataSet data) {
    Shape shape = settings.shape().orElse(data.shape());
    if (shape.size() != data.features()) {
      throw new DataException(
          "%s: expected rows of %d features for the shape %s (data.shape), found %d"
              .formatted(data.source().name(), shape.size(), shape, data.features()));
    }
    return data.shaped(shape);
  }

  private DataSet firstRows(DataSet data) {
    if (settings.trainRows() == DataSettings.ALL) {
      return data;
    }
    if (settings.trainRows() > data.trainRows()) {
      throw new SettingsException(
          "data.trainRows: expected at most the number of training rows, %d, found %d"
              .formatted(data.trainRows(), settings.trainRows()));
    }
    return data.first(settings.trainRows());
  }

  private DataSource mnistOrDigits(ClassChoice classes) {
    Path cache = Mnist.cache();
    String location = Mnist.location();
    if (Mnist.recognises(location)) {
      return IdxFolder.mnist(storage, location, classes);
    }
    try {
      Mnist.download(cache);
      return IdxFolder.mnist(storage, location, classes);
    } catch (IOException e) {
      System.err.println(
          "MNIST is not cached and cannot be downloaded (%s): the built-in digits take its place"
              .formatted(reason(e)));
      return new DrawnDigits();
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
