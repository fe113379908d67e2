package treecast.source;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import treecast.data.DataSource;
import treecast.data.ScalingMethod;
import treecast.data.Storage;
import treecast.extension.Registry;
import treecast.extension.Setting;
import treecast.extension.SettingValues;

/** Table of the data formats, by name. Plans, messages and tests use these names. */
public final class Formats {
  /** Default format, if the file names do not show it. */
  public static final String IDX = "idx";

  private static final String AUTO = "auto";

  private static final Setting<Character> SEPARATOR =
      Setting.of(
          "separator",
          Character.class,
          "auto, tab, or one ASCII character other than a quote or a line end",
          Formats::separator,
          AUTO);
  private static final Setting<String> HEADER =
      Setting.choice("header", List.of(AUTO, "true", "false"), AUTO);
  private static final Setting<String> LABEL = Setting.word("label", Csv.AUTO_LABEL);
  private static final Setting<Integer> FEATURES =
      Setting.of(
          "features", Integer.class, "auto, or a whole number, 1 or more", Formats::features, AUTO);

  private static final List<FormatProvider> BUILT_IN =
      List.of(
          new Idx(),
          new Table(
              "csv",
              List.of(SEPARATOR, HEADER, LABEL),
              ScalingMethod.STANDARD,
              (values, features) ->
                  new Csv(values.get(SEPARATOR), header(values.get(HEADER)), values.get(LABEL))),
          new Table(
              "libsvm",
              List.of(FEATURES),
              ScalingMethod.NONE,
              (values, features) -> new Libsvm(features > 0 ? features : values.get(FEATURES))));

  private Formats() {}

  /** Registry of all data formats, Treecast's own and others. */
  public static Registry<FormatProvider> registry() {
    return Registry.of("data format", FormatProvider.class, BUILT_IN);
  }

  private static char separator(String word) {
    if (word.equals(AUTO)) {
      return Csv.AUTO;
    }
    if (word.equals("tab")) {
      return '\t';
    }
    if (word.length() != 1 || word.charAt(0) > 126 || "\"\r\n\0".contains(word)) {
      throw new IllegalArgumentException("no separator");
    }
    return word.charAt(0);
  }

  private static Csv.Header header(String word) {
    return Csv.Header.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static int features(String word) {
    return word.equals(AUTO)
        ? Libsvm.AUTO
        : Setting.integer("features", 1, Integer.MAX_VALUE - 1, 1).read(List.of(word));
  }

  private record Idx() implements FormatProvider {

    @Override
    public String name() {
      return IDX;
    }

    @Override
    public boolean recognises(Storage storage, String folder, SettingValues values) {
      return IdxFolder.isIn(storage, folder);
    }

    @Override
    public DataSource open(DataRequest request, SettingValues values) {
      return IdxFolder.of(request.storage(), request.folder(), request.numbered());
    }
  }

  private record Table(
      String name,
      List<Setting<?>> settings,
      ScalingMethod scaling,
      BiFunction<SettingValues, Integer, TableFormat> maker)
      implements TableFormatProvider {

    @Override
    public TableFormat create(SettingValues values, int features) {
      return maker.apply(values, features);
    }
  }
}
