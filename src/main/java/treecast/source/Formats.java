package treecast.source;

import java.util.List;
import java.util.function.BiFunction;
import treecast.data.DataException;
import treecast.data.DataSource;
import treecast.data.Excerpt;
import treecast.data.ScalingMethod;
import treecast.extension.Registry;
import treecast.extension.Setting;
import treecast.extension.SettingValues;

/** Table of the data formats, by name. Plans, messages and tests use these names. */
public final class Formats {
  /** Format of images. */
  public static final String IDX = "idx";

  private static final String AUTO = "auto";

  private static final Setting<Integer> FEATURES =
      Setting.of(
          "features", Integer.class, "auto, or a whole number, 1 or more", Formats::features, AUTO);
  private static final Setting<Integer> FIRST_INDEX = Setting.integer("firstIndex", 0, 1, 1);

  private static final List<FormatProvider> BUILT_IN =
      List.of(
          new Idx(),
          new CsvProvider(),
          new Table(
              "libsvm",
              List.of(FEATURES, FIRST_INDEX),
              ScalingMethod.NONE,
              (values, features) ->
                  new Libsvm(
                      features > 0 ? features : values.get(FEATURES), values.get(FIRST_INDEX))));

  private Formats() {}

  /** Registry of all data formats, Treecast's own and others. */
  public static Registry<FormatProvider> registry() {
    return Registry.of("data format", FormatProvider.class, BUILT_IN);
  }

  private static int features(String word) {
    return word.equals(AUTO)
        ? Libsvm.AUTO
        : Setting.integer("features", 1, Integer.MAX_VALUE - 1, 1).read(List.of(word));
  }

  private record Idx() implements FormatProvider {
    private static final Setting<Boolean> TRANSPOSED = Setting.truth("transposed", false);

    @Override
    public List<Setting<?>> settings() {
      return List.of(TRANSPOSED);
    }

    @Override
    public String name() {
      return IDX;
    }

    @Override
    public boolean recognises(DataLocation location, SettingValues values) {
      return !location.isGiven() && IdxFolder.isIn(location.storage(), location.source());
    }

    @Override
    public DataSource open(DataRequest request, SettingValues values) {
      DataLocation location = request.location();
      if (location.isGiven()) {
        throw new DataException(
            "data.train: expected none for IDX files, whose folder data.source names, found "
                + Excerpt.of(location.train()));
      }
      return IdxFolder.of(
          location.storage(),
          location.source(),
          request.numbered(),
          values.get(TRANSPOSED),
          request.anySplit());
    }

    @Override
    public RowInput rows(DataRequest request, SettingValues values) {
      DataLocation location = request.location();
      return IdxInput.of(
          IdxFolder.images(location),
          request.features(),
          values.get(TRANSPOSED),
          "images of the IDX files in " + location);
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
