package treecast.config;

import com.typesafe.config.Config;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import treecast.data.ClassChoice;
import treecast.data.DistinctClasses;
import treecast.data.NumberedClasses;
import treecast.data.ScalingMethod;
import treecast.linalg.Shape;
import treecast.source.Csv;
import treecast.source.Libsvm;
import treecast.workflow.DataChoice;

/**
 * Which data are meant and how they are read, as the configuration's {@code data} says it.
 *
 * @param source a folder or URI, or one of {@link DataChoice}'s words
 * @param numbered the classes of IDX files
 * @param distinct the classes of text files
 * @param shape the image that a row is, where the files do not say it
 * @param trainRows how many of the first training rows count, or {@link #ALL}
 * @param scaling how the features of each format are scaled
 */
public record DataSettings(
    String source,
    Format format,
    NumberedClasses numbered,
    DistinctClasses distinct,
    Optional<Shape> shape,
    int trainRows,
    Map<Format, ScalingMethod> scaling,
    Csv csv,
    Libsvm libsvm) {

  /** What the files of a folder are. */
  public enum Format {
    AUTO,
    IDX,
    CSV,
    LIBSVM
  }

  /** More than there can be. */
  public static final int ALL = Integer.MAX_VALUE;

  private static final String AUTO = "auto";

  /**
   * Reads all of it.
   *
   * @throws SettingsException if anything cannot be
   */
  static DataSettings read(Settings settings) {
    settings.section("data");
    settings.section("data.csv");
    settings.section("data.libsvm");
    List<String> names = classNames(settings);
    int classes = orAuto(settings, "data.classes", 2, ClassChoice.MAX, names.size());
    if (!names.isEmpty() && classes != names.size()) {
      throw settings.bad("data.classNames", "a name for each of the %d classes".formatted(classes));
    }
    int first = orAuto(settings, "data.firstLabel", 0, 255, NumberedClasses.AUTO);
    int numbered = classes > 0 ? classes : settings.format().usual().getInt("data.classes");
    return new DataSettings(
        settings.text("data.source"),
        settings.oneOf("data.format", Format.values(), DataSettings::word),
        new NumberedClasses(numbered, first, names),
        new DistinctClasses(classes > 0 ? classes : DistinctClasses.AUTO, names),
        shape(settings),
        settings.isWord("data.trainRows", "all")
            ? ALL
            : settings.integer("data.trainRows", 1, ALL - 1),
        scaling(settings),
        csv(settings),
        new Libsvm(
            orAuto(settings, "data.libsvm.features", 1, Integer.MAX_VALUE - 1, Libsvm.AUTO)));
  }

  private static Csv csv(Settings settings) {
    return new Csv(
        separator(settings),
        settings.oneOf("data.csv.header", Csv.Header.values(), DataSettings::word),
        settings.text("data.csv.label"));
  }

  /** One for all formats, or what is usual for each. */
  private static Map<Format, ScalingMethod> scaling(Settings settings) {
    Map<String, Optional<ScalingMethod>> scalings = new LinkedHashMap<>();
    scalings.put(AUTO, Optional.empty());
    for (ScalingMethod method : ScalingMethod.values()) {
      scalings.put(method.key(), Optional.of(method));
    }
    Optional<ScalingMethod> chosen = settings.oneOf("data.scaling", scalings);
    Config usual = settings.format().usual().getConfig("data.scaling");
    Map<Format, ScalingMethod> each = new EnumMap<>(Format.class);
    for (Format format : List.of(Format.IDX, Format.CSV, Format.LIBSVM)) {
      each.put(format, chosen.or(() -> scalings.get(usual.getString(word(format)))).orElseThrow());
    }
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
    String key = "data.shape";
    if (settings.words(key).isEmpty()) {
      return Optional.empty();
    }
    List<Integer> extents = settings.sizes(key);
    try {
      return Optional.of(new Shape(extents.get(0), extents.get(1), extents.get(2)));
    } catch (ArithmeticException | IndexOutOfBoundsException e) {
      throw settings.bad(key, "[], or three whole numbers: channels, height, width");
    }
  }

  private static char separator(Settings settings) {
    String key = "data.csv.separator";
    String text = settings.text(key);
    if (text.equals(AUTO)) {
      return Csv.AUTO;
    }
    if (text.equals("tab")) {
      return '\t';
    }
    if (text.length() != 1 || text.charAt(0) > 126 || "\"\r\n\0".contains(text)) {
      throw settings.bad(key, "auto, tab, or one ASCII character other than a quote or a line end");
    }
    return text.charAt(0);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
