package treecast.workflow;

import java.util.List;
import java.util.Optional;
import treecast.config.DataSettings;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.data.ClassChoice;
import treecast.data.ClassLabels;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.Encoding;
import treecast.data.Examination;
import treecast.data.Storage;
import treecast.data.TableColumns;
import treecast.data.TaskRunner;
import treecast.linalg.Shape;
import treecast.source.DataLocation;
import treecast.source.DataRequest;
import treecast.source.Formats;
import treecast.source.RowInput;
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
    return examine(storage, plan, TaskRunner.onThreads());
  }

  /** The same by tasks. */
  public static DataSet examine(Storage storage, PlanSettings plan, TaskRunner tasks) {
    DataSettings settings = plan.data();
    DataChoice choice = new DataChoice(storage, settings);
    Chosen chosen = choice.chooseForTraining();
    ScalingFit fit = new ScalingFit(plan, settings.scaling().get(chosen.format()), tasks);
    return fit.scaled(choice.examined(chosen, fit.examination()));
  }

  /**
   * Whether a data set is a table, by what there is in its folder: not images, which IDX files
   * hold.
   */
  public static boolean isTable(Storage storage, DataSettings settings) {
    DataChoice choice = new DataChoice(storage, settings);
    return !choice.isImages() && !choice.format().equals(Formats.IDX);
  }

  /** Whether the data are no files of the user's: the built-in digits, or MNIST. */
  private boolean isImages() {
    return settings.train().isEmpty()
        && List.of(AUTO, DrawnDigits.PLACE).contains(settings.source());
  }

  private String format() {
    return settings
        .format()
        .orElseGet(() -> new RecognisedFormat(settings.formats(), location()).name());
  }

  /** Examines the data set of a training without scaling it. */
  public static DataSet unscaled(Storage storage, DataSettings settings) {
    DataChoice choice = new DataChoice(storage, settings);
    return choice.examined(choice.chooseForTraining(), Examination.onThreads());
  }

  /**
   * Examines a data set for a model, with the model's encoding.
   *
   * @param own whether these are the data of the model's training; other files need not have rows
   *     of both splits
   * @param encoding the model's scaling and class labels
   * @param inputs number of features that the model takes
   * @param tasks run the parts of the examination
   */
  public static DataSet examine(
      Storage storage,
      DataSettings settings,
      boolean own,
      Encoding encoding,
      int inputs,
      TaskRunner tasks) {
    ClassLabels classes = encoding.classes();
    DataChoice choice = new DataChoice(storage, settings);
    DataRequest request = choice.request(classes, classes, !own, inputs, encoding.columns());
    Chosen chosen = choice.choose(request);
    DataSet data =
        choice.examined(chosen, new Examination(tasks, Optional.empty(), Examination.AUTO));
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
   * Input rows of a model's predictions, with the model's encoding.
   *
   * @param inputs number of features that the model takes
   */
  public static RowInput rows(
      Storage storage, DataSettings settings, Encoding encoding, int inputs) {
    DataChoice choice = new DataChoice(storage, settings);
    if (choice.isImages()) {
      throw new SettingsException(
          "--data: expected the files of the rows to predict, found " + settings.source());
    }
    ClassLabels classes = encoding.classes();
    DataRequest request = choice.request(classes, classes, true, inputs, encoding.columns());
    return settings
        .formats()
        .get(choice.format())
        .make((provider, values) -> provider.rows(request, values));
  }

  /**
   * Chosen data source.
   *
   * @param format name of the format whose default scaling is used
   */
  private record Chosen(String format, DataSource source) {}

  private DataSet examined(Chosen chosen, Examination how) {
    return settings.firstRows(shaped(chosen.source().examine(how)));
  }

  private Chosen chooseForTraining() {
    DataRequest request =
        request(settings.numbered(), settings.distinct(), false, 0, TableColumns.NONE);
    return choose(request);
  }

  private Chosen choose(DataRequest request) {
    if (isImages()) {
      return new Chosen(
          Formats.IDX,
          settings.source().equals(AUTO)
              ? DefaultData.of(storage, request.numbered())
              : new DrawnDigits());
    }
    String format = format();
    return new Chosen(
        format,
        settings.formats().get(format).make((provider, values) -> provider.open(request, values)));
  }

  private DataLocation location() {
    return new DataLocation(storage, settings.source(), settings.train(), settings.test());
  }

  private DataRequest request(
      ClassChoice numbered,
      ClassChoice distinct,
      boolean anySplit,
      int features,
      TableColumns columns) {
    return new DataRequest(
        location(),
        numbered,
        distinct,
        settings.format().isPresent(),
        settings.testShare(),
        anySplit,
        features,
        columns,
        settings.badRows());
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
}
