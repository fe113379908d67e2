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
 * @param height rows of pixels of an image
 * @param width pixels in such a row
 * @param classes number of classes: labels are 0 to classes - 1
 */
public record DataSet(
    DataSource source, int trainRows, int testRows, int height, int width, int classes)
    implements Serializable {

  /** Number of rows of a split. */
  public int rows(Split split) {
    return split == Split.TRAIN ? trainRows : testRows;
  }

  /** Inputs of a network for it. */
  public int features() {
    return height * width;
  }

  /** What its rows are. */
  public Shape shape() {
    return new Shape(1, height, width);
  }

  /** The whole of it in one line. */
  public String describe() {
    return "%s: %,d training and %,d test images of %d x %d pixels, %d classes"
        .formatted(source.name(), trainRows, testRows, height, width, classes);
  }

  /** Every shard of a split, read here. */
  public List<Shard> shards(Split split, int shards) {
    Dealing dealing = new Dealing(rows(split), shards);
    return source.shards(split, dealing, IntStream.range(0, shards).boxed().toList());
  }
}
