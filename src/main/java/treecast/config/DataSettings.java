package treecast.config;

import com.typesafe.config.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import treecast.data.BadRows;
import treecast.data.ClassChoice;
import treecast.data.DataSet;
import treecast.data.DistinctClasses;
import treecast.data.NumberedClasses;
import treecast.data.ScalingMethod;
import treecast.data.TestShare;
import treecast.extension.Registry;
import treecast.linalg.Shape;
import treecast.source.FormatProvider;
import treecast.source.Formats;

/**
 * Settings of the data set, {@code data}.
 *
 * @param source a folder, file or URI, or the word {@code auto} or {@code built-in}
 * @param train files of the training rows; empty if names in {@code source} say which they are
 * @param test the same for the test rows
 * @param testShare rows that become test rows if there are no test files
 * @param badRows treatment of rows of tables that cannot be read
 * @param format name of the files' format; empty if it is recognised by their names
 * @param numbered classes of IDX files
 * @param distinct classes of text files
 * @param shape shape of the image that a row is, if it is not the files'
 * @param trainRows number of training rows to use, the first ones, or {@link #ALL}
 * @param scaling scaling method for each format, by its name
 * @param formats settings of each format, by its name
 */
public record DataSettings(
    String source,
    String train,
    String test,
    TestShare testShare,
    BadRows badRows,
    Optional<String> format,
    NumberedClasses numbered,
    DistinctClasses distinct,
    Optional<Shape> shape,
    int trainRows,
    Map<String, ScalingMethod> scaling,
    Map<String, ProviderSettings<FormatProvider>> formats) {

  /** Number of training rows: all of them. */
  public static final int ALL = Integer.MAX_VALUE;

  private static final String AUTO = "auto";

  /**
   * Settings of the data set of a plan or a sweep, whatever the other settings are.
   *
   * @param wanted the user's settings
   */
  public static DataSettings of(Config wanted) {
    return read(new Settings(Configuration.under(wanted)));
  }

  /**
   * Reads the settings.
   *
   * @throws SettingsException if a value is invalid
   */
  static DataSettings read(Settings settings) {
    settings.section("data");
    Registry<FormatProvider> registry = Formats.registry();
    String train = optional(settings, "data.train");
    String test = optional(settings, "data.test");
    if (train.isEmpty() && !test.isEmpty()) {
      throw settings.bad("data.test", "data.train beside it");
    }
    List<String> names = classNames(settings);
    int classes = orAuto(settings, "data.classes", 2, ClassChoice.MAX, names.size());
    if (!names.isEmpty() && classes != names.size()) {
      throw settings.bad("data.classNames", "a name for each of the %d classes".formatted(classes));
    }
    int first = orAuto(settings, "data.firstLabel", 0, 255, NumberedClasses.AUTO);
    int numbered = classes > 0 ? classes : settings.format().usual().getInt("data.classes");
    return new DataSettings(
        settings.text("data.source"),
        train,
        test,
        testShare(settings),
        badRows(settings),
        format(settings, registry),
        new NumberedClasses(numbered, first, names),
        new DistinctClasses(classes > 0 ? classes : DistinctClasses.AUTO, names),
        shape(settings),
        trainRows(settings),
        scaling(settings, registry),
        formats(settings, registry));
  }

  private static String optional(Settings settings, String key) {
    return settings.isWord(key, "none") ? "" : settings.text(key);
  }

  /** A share, or its {@code share} and {@code seed}. */
  private static TestShare testShare(Settings settings) {
    String key = "data.testShare";
    boolean both = settings.isObject(key);
    String expected = "a share from 0 to below 1";
    double share = settings.number(both ? key + ".share" : key, expected, 0, Math.nextDown(1.0));
    return new TestShare(
        share, both && settings.has(key + ".seed") ? settings.longInteger(key + ".seed") : 1);
  }

  private static int trainRows(Settings settings) {
    return settings.isWord("data.trainRows", "all")
        ? ALL
        : settings.integer("data.trainRows", 1, ALL - 1);
  }

  private static BadRows badRows(Settings settings) {
    try {
      return BadRows.of(settings.text("data.badRows"));
    } catch (IllegalArgumentException e) {
      throw settings.bad("data.badRows", "fail, skip, a whole number from 1, or a share below 1");
    }
  }

  private static Optional<String> format(Settings settings, Registry<FormatProvider> registry) {
    Map<String, Optional<String>> formats = new LinkedHashMap<>();
    formats.put(AUTO, Optional.empty());
    registry.names().forEach(name -> formats.put(name, Optional.of(name)));
    return settings.oneOf("data.format", formats);
  }

  /** Settings of all formats: which one the files have is known when the folder is read. */
  private static Map<String, ProviderSettings<FormatProvider>> formats(
      Settings settings, Registry<FormatProvider> registry) {
    Map<String, ProviderSettings<FormatProvider>> formats = new LinkedHashMap<>();
    registry
        .providers()
        .forEach(
            (name, provider) -> {
              String key = "data." + name;
              settings.section(key);
              formats.put(name, ProviderSettings.read(settings, key, registry, provider));
            });
    return formats;
  }

  /** Scaling method of each format: the same for all, or the default of each. */
  private static Map<String, ScalingMethod> scaling(
      Settings settings, Registry<FormatProvider> registry) {
    Map<String, Optional<ScalingMethod>> scalings = new LinkedHashMap<>();
    scalings.put(AUTO, Optional.empty());
    for (ScalingMethod method : ScalingMethod.values()) {
      scalings.put(method.key(), Optional.of(method));
    }
    Optional<ScalingMethod> chosen = settings.oneOf("data.scaling", scalings);
    Config usual = settings.format().usual().getConfig("data.scaling");
    Map<String, ScalingMethod> each = new LinkedHashMap<>();
    registry
        .providers()
        .forEach(
            (name, provider) -> {
              Optional<ScalingMethod> known =
                  usual.hasPath(name) ? scalings.get(usual.getString(name)) : Optional.empty();
              each.put(name, chosen.or(() -> known).orElseGet(provider::scaling));
            });
    return each;
  }

  private static int orAuto(Settings settings, String key, int min, int max, int auto) {
    return settings.text(key).equals(AUTO) ? auto : settings.integer(key, min, max);
  }

  private static List<String> classNames(Settings settings) {
    List<String> names = settings.words("data.classNames").stream().map(String::strip).toList();
    boolean distinct = names.stream().distinct().count() == names.size();
    if (!distinct || names.contains("") || names.size() == 1 || names.size() > ClassChoice.MAX) {
      throw settings.bad(
          "data.classNames",
          "[] or 2 to %d different names, none of them empty".formatted(ClassChoice.MAX));
    }
    return names;
  }

  private static Optional<Shape> shape(Settings settings) {
    if (settings.words("data.shape").isEmpty()) {
      return Optional.empty();
    }
    List<Integer> extents = settings.sizes("data.shape");
    try {
      return Optional.of(new Shape(extents.get(0), extents.get(1), extents.get(2)));
    } catch (ArithmeticException | IndexOutOfBoundsException e) {
      throw settings.bad("data.shape", "[], or three whole numbers: channels, height, width");
    }
  }

  /**
   * Data set with the training rows that the plan wants. If it has only rows that a model is
   * applied to, it stays as it is.
   *
   * @throws SettingsException if it has fewer training rows
   */
  public DataSet firstRows(DataSet data) {
    if (trainRows == ALL || data.trainRows() == 0) {
      return data;
    }
    if (trainRows > data.trainRows()) {
      throw new SettingsException(
          "data.trainRows: expected at most the number of training rows, %d, found %d"
              .formatted(data.trainRows(), trainRows));
    }
    return data.first(trainRows);
  }

  /** Number of training rows that the plan wants, of so many. */
  public int usedRows(int rows) {
    return trainRows == ALL ? rows : Math.min(trainRows, rows);
  }
}
