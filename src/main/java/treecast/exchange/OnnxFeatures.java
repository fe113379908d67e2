package treecast.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import treecast.data.Encoding;
import treecast.data.Scaling;
import treecast.data.TableColumns;
import treecast.data.TableColumns.Column;
import treecast.linalg.Precision;
import treecast.linalg.Shape;

/**
 * Inputs of an ONNX graph and what becomes of them before the first layer: words become one feature
 * for each word that the model knows, missing numbers (NaN) are filled, and features are scaled.
 *
 * <p>Features that are scaled come in as doubles and are scaled as doubles, whatever the precision
 * of the network: a feature that is large against its spread would lose its digits before the scale
 * was subtracted.
 *
 * @param features number of features
 * @param image shape of an input row, if layers take images
 * @param precision of the network
 */
record OnnxFeatures(
    OnnxGraph graph, Encoding encoding, int features, Optional<Shape> image, Precision precision) {

  /** Adds all nodes, and returns the name of the features as the first layer takes them. */
  String add() {
    String x = filled(encoded());
    x = scaled(x);
    if (precision != inputs()) {
      x = cast("features_in_single", x, OnnxType.of(precision));
    }
    return image.isPresent() && !takesImages() ? reshaped(x, image.get()) : x;
  }

  /** Precision of the numbers that come in. */
  private Precision inputs() {
    return scaling().isNone() ? precision : Precision.DOUBLE;
  }

  private Scaling scaling() {
    return encoding.scaling();
  }

  private TableColumns columns() {
    return encoding.columns();
  }

  /** Whether rows come in as images: those of a table are rows of numbers. */
  private boolean takesImages() {
    return image.isPresent() && columns().isNone();
  }

  /** Features before they are filled and scaled. */
  private String encoded() {
    OnnxType type = OnnxType.of(inputs());
    if (takesImages()) {
      Shape shape = image.get();
      String meaning = "images before scaling, channel by channel; pixels of bytes are 0 to 1";
      return graph.input("images", type, dimensions(shape), meaning);
    }
    List<Column> words = columns().columns().stream().filter(c -> !c.isNumeric()).toList();
    if (words.isEmpty()) {
      return graph.input("features", type, List.of(features), meaning());
    }
    return encodedWords(words, type);
  }

  private static List<Integer> dimensions(Shape shape) {
    return List.of(shape.channels(), shape.height(), shape.width());
  }

  private String meaning() {
    return columns().isNone()
        ? "features before scaling; pixels of bytes are 0 to 1"
        : "columns " + named(columns().columns()) + missing();
  }

  private String missing() {
    return scaling().fills() ? "; NaN where a number is missing" : "";
  }

  private static String named(List<Column> columns) {
    return String.join(
        ", ",
        columns.stream()
            .map(c -> c.name().isEmpty() ? String.valueOf(c.number()) : c.name())
            .toList());
  }

  /** Numbers and words: two inputs, whose features are brought into the order of the columns. */
  private String encodedWords(List<Column> words, OnnxType type) {
    List<Column> numbers = columns().columns().stream().filter(Column::isNumeric).toList();
    List<String> parts = new ArrayList<>();
    if (!numbers.isEmpty()) {
      String meaning = "columns " + named(numbers) + missing();
      parts.add(graph.input("numbers", type, List.of(numbers.size()), meaning));
    }
    String meaning =
        "columns " + named(words) + ", without blanks around; whole numbers as 7, not as 07 or 7.0";
    graph.input("words", OnnxType.STRING, List.of(words.size()), meaning);
    for (int i = 0; i < words.size(); i++) {
      parts.add(encodedWord(i, words.get(i), type));
    }
    String all =
        parts.size() == 1
            ? parts.get(0)
            : graph.node("encoded", "Concat", parts, OnnxAttribute.number("axis", 1));
    long[] order = order();
    if (Arrays.equals(order, IntStream.range(0, features).asLongStream().toArray())) {
      return all;
    }
    String places = graph.constant("feature_places", order);
    return graph.node("features", "Gather", List.of(all, places), OnnxAttribute.number("axis", 1));
  }

  private String encodedWord(int index, Column column, OnnxType type) {
    String name = "word" + (index + 1);
    String place = graph.constant(name + "_column", index);
    String word =
        graph.node(name, "Gather", List.of("words", place), OnnxAttribute.number("axis", 1));
    String oneHot =
        graph.node(
            name + "_one_hot",
            OnnxGraph.ML_DOMAIN + ".OneHotEncoder",
            List.of(word),
            OnnxAttribute.texts("cats_strings", column.categories()),
            OnnxAttribute.number("zeros", 1));
    graph.typed(oneHot, OnnxType.FLOAT, List.of(1, column.width()));
    String row =
        graph.node(name + "_features", "Flatten", List.of(oneHot), OnnxAttribute.number("axis", 1));
    return type == OnnxType.FLOAT ? row : cast(name + "_features_in_double", row, type);
  }

  /** For each feature its place behind all numbers and the features of all words. */
  private long[] order() {
    long[] order = new long[features];
    int number = 0;
    int word = (int) columns().columns().stream().filter(Column::isNumeric).count();
    int feature = 0;
    for (Column column : columns().columns()) {
      for (int k = 0; k < column.width(); k++) {
        order[feature++] = column.isNumeric() ? number++ : word++;
      }
    }
    return order;
  }

  private String filled(String x) {
    if (!scaling().fills()) {
      return x;
    }
    String missing = graph.node("missing", "IsNaN", List.of(x));
    String fill = perFeature("input_fill", scaling().fill());
    return graph.node("filled", "Where", List.of(missing, fill, x));
  }

  private String scaled(String x) {
    if (scaling().isNone()) {
      return x;
    }
    String shift = perFeature("input_shift", scaling().shift());
    String scale = perFeature("input_scale", scaling().scale());
    String shifted = graph.node("shifted", "Sub", List.of(x, shift));
    return graph.node("scaled", "Div", List.of(shifted, scale));
  }

  private String perFeature(String name, double[] values) {
    List<Integer> shape = takesImages() ? dimensions(image.get()) : List.of(values.length);
    return graph.constant(name, inputs(), shape, values);
  }

  private String cast(String name, String x, OnnxType type) {
    return graph.node(name, "Cast", List.of(x), OnnxAttribute.number("to", type.number()));
  }

  private String reshaped(String x, Shape shape) {
    String to = graph.constant("image_shape", -1, shape.channels(), shape.height(), shape.width());
    return graph.node("images", "Reshape", List.of(x, to));
  }
}
