package com.example;

import java.util.List;
import java.util.Optional;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;
import treecast.source.Numeral;
import treecast.source.RowReader;
import treecast.source.TextInput;

/** Reads the files of {@link Columns}. Empty lines are no rows. */
final class ColumnsReader implements RowReader {
  private final TextInput text;
  private final boolean labelFirst;
  private List<String> words = List.of();
  private int columns;

  ColumnsReader(TextInput text, boolean labelFirst) {
    this.text = text;
    this.labelFirst = labelFirst;
  }

  @Override
  public TextInput text() {
    return text;
  }

  @Override
  public boolean next() {
    for (Optional<String> line = text.line(); line.isPresent(); line = text.line()) {
      if (!line.get().isBlank()) {
        text.countRow();
        words = List.of(line.get().strip().split("\\s+"));
        columns = columns == 0 ? words.size() : columns;
        return true;
      }
    }
    return false;
  }

  @Override
  public String label() {
    return LabelCensus.canonical(words.get(labelFirst ? 0 : words.size() - 1));
  }

  @Override
  public int width() {
    if (words.size() != columns) {
      throw bad("%d columns as in the first row".formatted(columns), "" + words.size());
    }
    return columns - 1;
  }

  @Override
  public void features(double[] into, int offset) {
    for (int j = 0; j < columns - 1; j++) {
      String word = words.get(labelFirst ? j + 1 : j);
      double value = Numeral.parse(word);
      if (Double.isNaN(value)) {
        throw bad("a number in column " + (labelFirst ? j + 2 : j + 1), Excerpt.of(word));
      }
      into[offset + j] = value;
    }
  }
}
