package treecast.source;

import treecast.data.DataException;
import treecast.data.DataSource;
import treecast.data.ScalingMethod;
import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Provider of a data format, named as in {@code data.format = csv}; its settings are keys such as
 * {@code data.csv.separator}. Providers outside of Treecast are listed in {@code
 * META-INF/services/treecast.source.FormatProvider}. For text files with one row per line, {@link
 * TableFormatProvider} is simpler.
 */
public interface FormatProvider extends Provider {

  /**
   * Whether there are files of this format, by their names. With {@code data.format = auto}, this
   * is called for every format.
   *
   * @param values values of this provider's settings
   * @throws treecast.data.DataException if the location cannot be read
   */
  boolean recognises(DataLocation location, SettingValues values);

  /**
   * Creates the data source. It has to be serialisable, because it is sent to executors.
   *
   * @param values values of this provider's settings
   * @throws treecast.data.DataException if the location is neither a path nor a URI
   */
  DataSource open(DataRequest request, SettingValues values);

  /**
   * Creates the input of a model's predictions.
   *
   * @param values values of this provider's settings
   * @throws treecast.data.DataException if the files cannot be used, or if the format has no rows
   *     without labels
   */
  default RowInput rows(DataRequest request, SettingValues values) {
    throw new DataException(
        "%s: expected a format whose rows can be predicted, found %s"
            .formatted(request.location(), name()));
  }

  /** Default scaling, for {@code data.scaling = auto}, unless the plan's format defines it. */
  default ScalingMethod scaling() {
    return ScalingMethod.NONE;
  }
}
