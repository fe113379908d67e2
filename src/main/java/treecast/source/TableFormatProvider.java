package treecast.source;

import treecast.data.DataSource;
import treecast.extension.SettingValues;

/**
 * Provider of a text format with one row per line: files of training rows and of test rows, or of
 * rows that are divided, whose labels are words or any numbers.
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
  default boolean recognises(DataLocation location, SettingValues values) {
    return TableFiles.areAt(location, create(values, 0)::isName);
  }

  @Override
  default DataSource open(DataRequest request, SettingValues values) {
    return new TableFolder(request, create(values, request.features()));
  }

  @Override
  default RowInput rows(DataRequest request, SettingValues values) {
    return TableInput.of(request, create(values, request.features()));
  }
}
