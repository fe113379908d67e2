package treecast.data;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/**
 * Data source with scaled features.
 *
 * @param source the unscaled source
 */
record ScaledSource(DataSource source, Scaling scaling) implements WrappedSource {
  @Override
  public String name() {
    return source.name();
  }

  @Override
  public DataSet examine() {
    return source.examine().scaled(scaling);
  }

  @Override
  public List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted) {
    return source.shards(split, assignment, wanted).stream().map(this::scaled).toList();
  }

  @Override
  public void pieces(Split split, Consumer<Shard> each) {
    source.pieces(split, piece -> each.accept(scaled(piece)));
  }

  @Override
  public DataSource movedTo(URI elsewhere) {
    return new ScaledSource(source.movedTo(elsewhere), scaling);
  }

  private Shard scaled(Shard shard) {
    return new Shard(shard.index(), new ScaledRows(shard.inputs(), scaling), shard.labels());
  }
}
