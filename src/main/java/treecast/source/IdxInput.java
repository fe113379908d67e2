package treecast.source;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import treecast.data.ByteRows;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Paths;

/**
 * Input rows of an IDX file of images; labels are not needed. A range is a number of rows, and a
 * compressed file is one range, because it can only be read from its beginning.
 *
 * @param rows number of images
 * @param features number of bytes of an image
 * @param rangeRows number of rows of a range
 */
record IdxInput(DataFile file, int rows, int features, int rangeRows, String name)
    implements RowInput {
  private static final int RANGE_ROWS = 1 << 14;

  /**
   * Input of a file.
   *
   * @param features number of features that the model takes
   * @throws DataException if it has images of another size
   */
  static IdxInput of(DataFile file, int features, String name) {
    try (IdxFile images = IdxFile.open(file, 2, 4)) {
      int[] extents = images.shape();
      long size = 1;
      for (int d = 1; d < extents.length; d++) {
        size *= extents[d];
      }
      if (size != features) {
        throw new DataException(
            "%s: expected rows of %d features as the model takes, found %d"
                .formatted(file, features, size));
      }
      int rangeRows = images.isCompressed() ? extents[0] : RANGE_ROWS;
      return new IdxInput(file, extents[0], features, rangeRows, name);
    }
  }

  @Override
  public String identity() {
    return file.version();
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
      images.skip((long) range * rangeRows * features);
      boolean more = true;
      for (long left = count(range); left > 0 && more; left -= RowBatch.MAX) {
        int count = (int) Math.min(RowBatch.MAX, left);
        byte[] bytes = new byte[count * features];
        images.read(bytes, 0, bytes.length);
        more = each.test(new RowBatch(new ByteRows(features, bytes), count, List.of()));
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
    return new IdxInput(new DataFile(file.storage(), moved), rows, features, rangeRows, name);
  }
}
