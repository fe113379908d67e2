package treecast.data;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import treecast.linalg.Shape;

/**
 * Data set: the description of rows that have been read and checked once. It holds no rows itself.
 *
 * @param source reads the rows
 * @param trainRows number of training rows
 * @param testRows number of test rows, 0 if there are none
 * @param shape shape of a row's features: an image, or flat
 * @param labels labels and names of the classes
 */
public record DataSet(
    DataSource source, int trainRows, int testRows, Shape shape, ClassLabels labels)
    implements Serializable {

  /** Number of rows of a split. */
  public int rows(Split split) {
    return split == Split.TRAIN ? trainRows : testRows;
  }

  /** Height of an image in pixels. */
  public int height() {
    return shape.height();
  }

  /** Width of an image in pixels. */
  public int width() {
    return shape.width();
  }

  /** Number of features of a row, the inputs of a network. */
  public int features() {
    return shape.size();
  }

  /** Number of classes, the outputs of a network. */
  public int classes() {
    return labels.count();
  }

  /** Encoding of features and labels, which a model needs besides its weights. */
  public Encoding encoding() {
    return new Encoding(source.scaling(), labels, source.columns());
  }

  /** Data set with the same rows and scaled features. */
  public DataSet scaled(Scaling scaling) {
    return scaling.isNone()
        ? this
        : new DataSet(new ScaledSource(source, scaling), trainRows, testRows, shape, labels);
  }

  /**
   * Data set with only the first training rows.
   *
   * @param max number of training rows to keep, 1 to {@link #trainRows}
   */
  public DataSet first(int max) {
    return max == trainRows
        ? this
        : new DataSet(new FirstRows(source, max, trainRows), max, testRows, shape, labels);
  }

  /** Data set with the same rows, whose features are read as an image of the same size. */
  public DataSet shaped(Shape image) {
    return new DataSet(source, trainRows, testRows, image, labels);
  }

  /** One-line description: name, numbers of rows, shape, classes. */
  public String describe() {
    return "%s: %,d training and %s test %s, %s"
        .formatted(
            source.name(),
            trainRows,
            testRows == 0 ? "no" : "%,d".formatted(testRows),
            rowsOf(shape),
            labels.describe());
  }

  private static String rowsOf(Shape shape) {
    if (shape.equals(Shape.flat(shape.size())) && shape.size() > 1) {
      return "rows of %,d features".formatted(shape.size());
    }
    String channels = shape.channels() == 1 ? "" : " in %d channels".formatted(shape.channels());
    return "images of %d x %d pixels%s".formatted(shape.height(), shape.width(), channels);
  }

  /** Reads the class of each row of a split, a byte (0 to 255), in the order of the rows. */
  public char[] classes(Split split) {
    char[] classes = new char[rows(split)];
    int[] next = {0};
    source.pieces(
        split,
        piece -> {
          System.arraycopy(piece.classes(), 0, classes, next[0], piece.rows());
          next[0] += piece.rows();
        });
    return classes;
  }

  /** Reads all shards of a split into this JVM; none if the split has no rows. */
  public List<Shard> shards(Split split, int shards) {
    if (rows(split) == 0) {
      return List.of();
    }
    ShardAssignment assignment = new ShardAssignment(rows(split), shards);
    return source.shards(split, assignment, IntStream.range(0, shards).boxed().toList());
  }
}
