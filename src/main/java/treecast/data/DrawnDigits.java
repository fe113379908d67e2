package treecast.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The built-in digits as a source: executors draw the rows of their own shards, and nothing is read
 * from anywhere.
 */
public record DrawnDigits() implements DataSource {
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
        BuiltInDigits.SIDE,
        BuiltInDigits.SIDE,
        BuiltInDigits.CLASSES);
  }

  @Override
  public List<Shard> shards(Split split, Dealing dealing, List<Integer> wanted) {
    return wanted.stream().map(shard -> draw(split, dealing, shard)).toList();
  }

  private static Shard draw(Split split, Dealing dealing, int shard) {
    boolean test = split == Split.TEST;
    int features = BuiltInDigits.SIDE * BuiltInDigits.SIDE;
    int rows = dealing.rowsOf(shard);
    byte[] pixels = new byte[rows * features];
    byte[] labels = new byte[rows];
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            place -> {
              int row = dealing.row(shard, place);
              labels[place] = BuiltInDigits.label(test, row);
              BuiltInDigits.draw(test, row, pixels, place * features);
            });
    return new Shard(shard, features, pixels, labels);
  }
}
