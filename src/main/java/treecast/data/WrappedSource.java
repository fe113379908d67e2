package treecast.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data source that gives the rows of another one, some of them or scaled. */
interface WrappedSource extends DataSource {

  /** The other source. */
  DataSource source();

  @Override
  default String location() {
    return source().location();
  }

  @Override
  default Map<String, String> settings() {
    return source().settings();
  }

  @Override
  default Map<String, String> localFiles(Split split) {
    return source().localFiles(split);
  }

  @Override
  default boolean hasBytes() {
    return source().hasBytes();
  }

  @Override
  default TableColumns columns() {
    return source().columns();
  }

  @Override
  default MissingValues missing() {
    return source().missing();
  }

  @Override
  default List<String> notes() {
    return source().notes();
  }

  @Override
  default Optional<FeatureMoments> moments() {
    return source().moments();
  }

  @Override
  default Optional<String> digest() {
    return source().digest();
  }
}
