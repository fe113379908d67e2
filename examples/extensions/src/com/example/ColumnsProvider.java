package com.example;

import java.util.List;
import treecast.extension.Setting;
import treecast.extension.SettingValues;
import treecast.source.TableFormat;
import treecast.source.TableFormatProvider;

/** {@code data { format = columns, columns.labelFirst = true }}. */
public final class ColumnsProvider implements TableFormatProvider {
  private static final Setting<Boolean> LABEL_FIRST = Setting.truth("labelFirst", false);

  @Override
  public String name() {
    return "columns";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(LABEL_FIRST);
  }

  @Override
  public TableFormat create(SettingValues values, int features) {
    return new Columns(values.get(LABEL_FIRST));
  }
}
