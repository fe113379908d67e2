package treecast.source;

import treecast.data.DataSource;
import treecast.data.Storage;
import treecast.extension.SettingValues;

/**
 * Provider of a text format with one row per line: one file of training rows and one of test rows,
 * whose labels are words or any numbers.
 */
public interface TableFormatProvider extends FormatProvider {

  /**
   * Creates the format.
   *
   * @param values values of this provider's settings
   * @param features number of features of each row that a model takes; 0 if the files decide
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  TableFormat create(SettingValues values, int features);

  @Override
  default boolean recognises(Storage storage, String folder, SettingValues values) {
    return TableFolder.isIn(storage, folder, create(values, 0));
  }

  @Override
  default DataSource open(DataRequest request, SettingValues values) {
    return TableFolder.of(
        request.storage(),
        request.folder(),
        create(values, request.features()),
        request.distinct(),
        request.named());
  }
}
