package treecast.source;

import treecast.data.DataSource;
import treecast.data.ScalingMethod;
import treecast.data.Storage;
import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Makes the source of files in a format that plans name, as in {@code data.format = csv}; its
 * settings are keys such as {@code data.csv.separator}. Those of others are listed in {@code
 * META-INF/services/treecast.source.FormatProvider}. A format of rows of text is easier made as a
 * {@link TableFormatProvider}.
 */
public interface FormatProvider extends Provider {

  /**
   * Whether the names of the files in a folder say that they are of this format. A plan with {@code
   * data.format = auto} asks every format.
   *
   * @param folder path or URI; its last component may be a pattern of the files that count
   * @param values of the settings that this provider declares
   * @throws treecast.data.DataException if the folder cannot be read
   */
  boolean recognises(Storage storage, String folder, SettingValues values);

  /**
   * The source. It has to be serialisable, as it travels to executors.
   *
   * @param values of the settings that this provider declares
   * @throws treecast.data.DataException if the folder is neither a path nor a URI
   */
  DataSource open(DataRequest request, SettingValues values);

  /** What {@code data.scaling = auto} means, unless the plan's format says it. */
  default ScalingMethod scaling() {
    return ScalingMethod.NONE;
  }
}
