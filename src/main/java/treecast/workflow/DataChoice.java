package treecast.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import treecast.source.Csv;
import treecast.source.IdxFolder;
import treecast.source.Libsvm;
import treecast.source.Mnist;
import treecast.source.TableFolder;
import treecast.source.digits.DrawnDigits;

/**
 * Which data {@code data.source} means: a folder or URI, the built-in digits, or whatever of MNIST
 * and those can be had.
 *
 * @param storage what their files are read through
 */
public record DataChoice(Storage storage, DataSettings settings) {
  public static final String AUTO = "auto";

  /**
   * The data set that a training is to have: examined, and scaled as the rows that train say.
   *
   * @throws DataException if it cannot be used
   */
  public static DataSet examine(Storage storage, PlanSettings plan) {
    DataSettings settings = plan.data();
    DataSet data = unscaled(storage, settings);
    ScalingMethod scaling = settings.scaling().get(format(data.source().origin()));
    return data.scaled(scaling.fit(data, plan.heldOut(data)));
  }

  private static DataSettings.Format format(DataSource origin) {
    if (origin instanceof TableFolder table) {
      return table.format() instanceof Csv ? DataSettings.Format.CSV : DataSettings.Format.LIBSVM;
    }
    return DataSettings.Format.IDX;
  }

  /** The same as it stands in its files. */
  public static DataSet unscaled(Storage storage, DataSettings settings) {
    return new DataChoice(storage, settings)
        .examined(settings.numbered(), settings.distinct(), settings.libsvm());
  }

  /**
   * The data set that a model is to be used on: examined, and encoded as the model has it.
   *
   * @param inputs features that the model takes
   */
  public static DataSet examine(
      Storage storage, DataSettings settings, Encoding encoding, int inputs) {
    ClassLabels classes = encoding.classes();
    DataSet data = new DataChoice(storage, settings).examined(classes, classes, new Libsvm(inputs));
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

  private DataSet examined(ClassChoice numbered, ClassChoice distinct, Libsvm libsvm) {
    return firstRows(shaped(choose(numbered, distinct, libsvm).examine()));
  }

  private DataSource choose(ClassChoice numbered, ClassChoice distinct, Libsvm libsvm) {
    String source = settings.source();
    if (source.equals(DrawnDigits.PLACE)) {
      return new DrawnDigits();
    }
    if (source.equals(AUTO)) {
      return mnistOrDigits(numbered);
    }
    boolean chosen = settings.format() != DataSettings.Format.AUTO;
    return switch (chosen ? settings.format() : format()) {
      case CSV -> TableFolder.of(storage, source, settings.csv(), distinct, chosen);
      case LIBSVM -> TableFolder.of(storage, source, libsvm, distinct, chosen);
      case AUTO, IDX -> IdxFolder.of(storage, source, numbered);
    };
  }

  /** What the names of a folder's files say; IDX where they say nothing. */
  private DataSettings.Format format() {
    List<DataSettings.Format> found = new ArrayList<>();
    if (IdxFolder.isIn(storage, settings.source())) {
      found.add(DataSettings.Format.IDX);
    }
    if (TableFolder.isIn(storage, settings.source(), settings.csv())) {
      found.add(DataSettings.Format.CSV);
    }
    if (TableFolder.isIn(storage, settings.source(), settings.libsvm())) {
      found.add(DataSettings.Format.LIBSVM);
    }
    if (found.size() > 1) {
      throw new DataException(
          "%s: expected files of one format, found %s (data.format chooses)"
              .formatted(
                  settings.source(),
                  String.join(" and ", found.stream().map(Object::toString).toList())));
    }
    return found.isEmpty() ? DataSettings.Format.IDX : found.get(0);
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
    String place = Mnist.place();
    if (Mnist.recognises(place)) {
      return IdxFolder.mnist(storage, place, classes);
    }
    try {
      Mnist.download(cache);
      return IdxFolder.mnist(storage, place, classes);
    } catch (IOException e) {
      System.err.println("MNIST is not cached and cannot be downloaded (" + reason(e) + ")");
      return new DrawnDigits();
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
