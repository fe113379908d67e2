package treecast.source;

import treecast.data.DataSource;
import treecast.data.Storage;
import treecast.extension.SettingValues;

/**
 * A {@link FormatProvider} of text files with a row on each line: one file of training rows and one
 * of test rows, whose labels are words or any numbers.
 */
public interface TableFormatProvider extends FormatProvider {

  /**
   * The format.
   *
   * @param values of the settings that this provider declares
   * @param features features of each row, as a model takes them; 0 if the files decide
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
