package com.example;

import treecast.data.DataFile;
import treecast.source.RowReader;
import treecast.source.TableFormat;
import treecast.source.TextInput;

/**
 * Files such as {@code train.data}: on each line numbers with blanks between them, and the label.
 *
 * @param labelFirst whether the label is the first word of a line; else it is the last
 */
public record Columns(boolean labelFirst) implements TableFormat {

  @Override
  public String title() {
    return "column";
  }

  @Override
  public String ending() {
    return "data";
  }

  @Override
  public RowReader open(DataFile file) {
    return new ColumnsReader(TextInput.open(file, "a file of columns"), labelFirst);
  }
}
