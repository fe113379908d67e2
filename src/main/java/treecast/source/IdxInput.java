package treecast.source;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Paths;
import treecast.data.Rows;
import treecast.linalg.Shape;

/**
 * Input rows of an IDX file of images; labels are not needed. A range is a number of rows, and a
 * compressed file is one range, because it can only be read from its beginning.
 *
 * @param rows number of images
 * @param stored shape of an image in the file
 * @param transposed whether images are stored with height and width exchanged
 * @param rangeRows number of rows of a range
 */
record IdxInput(
    DataFile file, int rows, Shape stored, boolean transposed, int rangeRows, String name)
    implements RowInput {
  private static final int RANGE_ROWS = 1 << 14;

  /**
   * Input of a file.
   *
   * @param features number of features that the model takes
   * @throws DataException if it has images of another size
   */
  static IdxInput of(DataFile file, int features, boolean transposed, String name) {
    try (IdxFile images = IdxFile.open(file, 2, 4)) {
      int[] extents = images.shape();
      Shape stored = IdxPair.shape(file, extents);
      if (stored.size() != features) {
        throw new DataException(
            "%s: expected rows of %d features as the model takes, found %d"
                .formatted(file, features, stored.size()));
      }
      int rangeRows = images.isCompressed() ? extents[0] : RANGE_ROWS;
      return new IdxInput(file, extents[0], stored, transposed, rangeRows, name);
    }
  }

  @Override
  public String identity() {
    return "transposed %s%n%s".formatted(transposed, file.version());
  }

  @Override
  public int ranges() {
    return (rows - 1) / rangeRows + 1;
  }

  @Override
  public boolean isCounted() {
    return true;
  }

  @Override
  public long count(int range) {
    return Math.min(rangeRows, rows - range * rangeRows);
  }

  @Override
  public void read(int range, List<String> keep, Predicate<RowBatch> each) {
    if (!keep.isEmpty()) {
      throw new DataException(
          "%s: expected a table with the columns %s (--keep), found an IDX file"
              .formatted(file, String.join(", ", keep)));
    }
    try (IdxFile images = IdxFile.open(file, 2, 4)) {
      int features = stored.size();
      images.skip((long) range * rangeRows * features * images.type().bytes());
      boolean more = true;
      for (long left = count(range); left > 0 && more; left -= RowBatch.MAX) {
        int count = (int) Math.min(RowBatch.MAX, left);
        IdxRows rows = IdxRows.of(images, count * features);
        rows.read(images, count * features);
        Rows inputs = transposed ? rows.transposed(stored) : rows.rows(features);
        more = each.test(new RowBatch(inputs, count, List.of()));
      }
    }
  }

  @Override
  public Map<String, String> localFiles() {
    return file.isLocal() ? Map.of(file.toString(), file.path().getName()) : Map.of();
  }

  @Override
  public IdxInput movedTo(URI elsewhere) {
    Path moved = Paths.in(new Path(elsewhere), file.path().getName());
    return new IdxInput(
        new DataFile(file.storage(), moved), rows, stored, transposed, rangeRows, name);
  }
}
