package treecast.data;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import treecast.linalg.Shape;

/**
 * What is known of a data set that has been read once.
 *
 * @param source where its rows come from
 * @param trainRows number of training rows
 * @param testRows number of test rows
 * @param shape what the features of a row are: an image, or flat
 * @param labels which label is which class
 */
public record DataSet(
    DataSource source, int trainRows, int testRows, Shape shape, ClassLabels labels)
    implements Serializable {

  /** Number of rows of a split. */
  public int rows(Split split) {
    return split == Split.TRAIN ? trainRows : testRows;
  }

  /** Rows of pixels of an image. */
  public int height() {
    return shape.height();
  }

  /** Pixels in such a row. */
  public int width() {
    return shape.width();
  }

  /** Inputs of a network for it. */
  public int features() {
    return shape.size();
  }

  /** Outputs of a network for it. */
  public int classes() {
    return labels.count();
  }

  /** What a model trained on it has to know besides its weights. */
  public Encoding encoding() {
    return new Encoding(source.scaling(), labels);
  }

  /** The same rows, with their features scaled. */
  public DataSet scaled(Scaling scaling) {
    return scaling.isNone()
        ? this
        : new DataSet(new ScaledSource(source, scaling), trainRows, testRows, shape, labels);
  }

  /**
   * The same with its first training rows alone.
   *
   * @param max 1 to {@link #trainRows}
   */
  public DataSet first(int max) {
    return max == trainRows
        ? this
        : new DataSet(new FirstRows(source, max, trainRows), max, testRows, shape, labels);
  }

  /** The same rows, whose features are looked at as an image of as many. */
  public DataSet shaped(Shape image) {
    return new DataSet(source, trainRows, testRows, image, labels);
  }

  /** The whole of it in one line. */
  public String describe() {
    return "%s: %,d training and %,d test %s, %s"
        .formatted(source.name(), trainRows, testRows, rowsOf(shape), labels.describe());
  }

  private static String rowsOf(Shape shape) {
    if (shape.equals(Shape.flat(shape.size())) && shape.size() > 1) {
      return "rows of %,d features".formatted(shape.size());
    }
    String channels = shape.channels() == 1 ? "" : " in %d channels".formatted(shape.channels());
    return "images of %d x %d pixels%s".formatted(shape.height(), shape.width(), channels);
  }

  /** Every shard of a split, read here. */
  public List<Shard> shards(Split split, int shards) {
    ShardAssignment assignment = new ShardAssignment(rows(split), shards);
    return source.shards(split, assignment, IntStream.range(0, shards).boxed().toList());
  }
}
