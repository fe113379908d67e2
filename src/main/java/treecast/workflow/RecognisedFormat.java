package treecast.workflow;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import treecast.config.ProviderSettings;
import treecast.data.DataException;
import treecast.source.DataLocation;
import treecast.source.FormatProvider;

/**
 * Format of data files that their names show, where {@code data.format} names none.
 *
 * @param formats settings of each format, by its name
 * @param location folder or files whose names are looked at
 */
record RecognisedFormat(
    Map<String, ProviderSettings<FormatProvider>> formats, DataLocation location) {

  /**
   * Name of the only format that recognises the files.
   *
   * @throws DataException if no format does, or several
   */
  String name() {
    List<String> found = formats.keySet().stream().filter(this::recognises).toList();
    if (found.isEmpty()) {
      throw new DataException(
          "%s: expected names that show a format, such as train.csv and test.csv, one .csv or .libsvm file, or train-images-idx3-ubyte, found %s (data.format = csv, libsvm or idx says which it is)"
              .formatted(location, location.names()));
    }
    if (found.size() > 1) {
      String several =
          String.join(" and ", found.stream().map(n -> n.toUpperCase(Locale.ROOT)).toList());
      throw new DataException(
          "%s: expected files of one format, found %s (data.format chooses)"
              .formatted(location, several));
    }
    return found.get(0);
  }

  private boolean recognises(String format) {
    return formats.get(format).make((provider, values) -> provider.recognises(location, values));
  }
}
