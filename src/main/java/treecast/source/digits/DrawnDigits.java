package treecast.source.digits;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import treecast.data.ClassLabels;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.linalg.Shape;

/**
 * Data source of the built-in digits: executors draw the rows of their own shards, and no file is
 * read.
 */
public record DrawnDigits() implements DataSource {
  /** Value of {@code data.source} in a plan. */
  public static final String PLACE = "built-in";

  private static final int FEATURES = BuiltInDigits.SIDE * BuiltInDigits.SIDE;

  @Override
  public String name() {
    return "built-in digits";
  }

  @Override
  public DataSet examine() {
    return new DataSet(
        this,
        BuiltInDigits.TRAINING_ROWS,
        BuiltInDigits.TEST_ROWS,
        new Shape(1, BuiltInDigits.SIDE, BuiltInDigits.SIDE),
        ClassLabels.numbered(0, BuiltInDigits.CLASSES));
  }

  @Override
  public boolean hasBytes() {
    return true;
  }

  @Override
  public String location() {
    return PLACE;
  }

  @Override
  public List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted) {
    return wanted.stream()
        .map(i -> draw(split, i, assignment.rowsOf(i), location -> assignment.row(i, location)))
        .toList();
  }

  @Override
  public void pieces(Split split, Consumer<Shard> each) {
    int rows = examine().rows(split);
    int max = DataSource.pieceRows(FEATURES);
    for (int row = 0; row < rows; row += max) {
      int first = row;
      each.accept(draw(split, row / max, Math.min(max, rows - row), location -> first + location));
    }
  }

  @Override
  public Map<String, String> localFiles(Split split) {
    return Map.of();
  }

  @Override
  public DrawnDigits movedTo(URI elsewhere) {
    return this;
  }

  private static Shard draw(Split split, int index, int rows, IntUnaryOperator rowAt) {
    boolean test = split == Split.TEST;
    byte[] pixels = new byte[rows * FEATURES];
    byte[] labels = new byte[rows];
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            location -> {
              int row = rowAt.applyAsInt(location);
              labels[location] = BuiltInDigits.label(test, row);
              BuiltInDigits.draw(test, row, pixels, location * FEATURES);
            });
    return new Shard(index, FEATURES, pixels, labels);
  }
}
