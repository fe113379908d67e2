package treecast.data;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Data source with only the first training rows of another source.
 *
 * @param source the other source
 * @param rows number of training rows to keep
 * @param totalRows number of training rows in the other source
 */
record FirstRows(DataSource source, int rows, int totalRows) implements WrappedSource {
  @Override
  public String name() {
    return "the first %,d of %s".formatted(rows, source.name());
  }

  @Override
  public DataSet examine() {
    return source.examine().first(rows);
  }

  @Override
  public List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted) {
    return source.shards(
        split, split == Split.TRAIN ? assignment.within(totalRows) : assignment, wanted);
  }

  @Override
  public void pieces(Split split, Consumer<Shard> each) {
    if (split == Split.TEST) {
      source.pieces(split, each);
      return;
    }
    int[] left = {rows};
    source.pieces(
        split,
        piece -> {
          int taken = Math.min(left[0], piece.rows());
          left[0] -= taken;
          if (taken == piece.rows()) {
            each.accept(piece);
          } else if (taken > 0) {
            char[] labels = Arrays.copyOf(piece.labels(), taken);
            each.accept(new Shard(piece.index(), piece.inputs().first(taken), labels));
          }
        });
  }

  @Override
  public DataSource movedTo(URI elsewhere) {
    return new FirstRows(source.movedTo(elsewhere), rows, totalRows);
  }

  @Override
  public Scaling scaling() {
    return source.scaling();
  }
}
