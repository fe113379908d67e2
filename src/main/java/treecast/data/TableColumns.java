package treecast.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns of a table as a model takes them. They belong to the model, so that it reads other files
 * as it read those of its training.
 *
 * @param named whether the files have a header: columns are then found by their names, and else by
 *     their numbers
 * @param fields number of columns of the training files, with the label and columns left out
 * @param label the label column
 * @param columns columns whose values are features, in the order of the features
 */
public record TableColumns(boolean named, int fields, Column label, List<Column> columns)
    implements Serializable {

  /** Columns of data that are no table. */
  public static final TableColumns NONE = new TableColumns(false, 0, new Column("", 0), List.of());

  public TableColumns {
    columns = List.copyOf(columns);
  }

  /**
   * Column of a table.
   *
   * @param name its name in the header; empty if the files have none
   * @param number its number in the training files, from 1
   * @param categories words that get a feature each, which is 1 for this word and 0 for others;
   *     empty for a column of numbers, which is one feature
   */
  public record Column(String name, int number, List<String> categories) implements Serializable {
    public Column {
      categories = List.copyOf(categories);
    }

    /** Column of numbers. */
    public Column(String name, int number) {
      this(name, number, List.of());
    }

    public boolean isNumeric() {
      return categories.isEmpty();
    }

    /** Number of features. */
    public int width() {
      return Math.max(1, categories.size());
    }

    /** Number and name, for messages. */
    public String describe() {
      return name.isEmpty() || name.equals(String.valueOf(number))
          ? "column " + number
          : "column %d (%s)".formatted(number, Excerpt.plain(name));
    }
  }

  public boolean isNone() {
    return columns.isEmpty();
  }

  /** Whether all numbers of columns are those of a table with so many columns. */
  public boolean isConsistent() {
    return label.number() >= 1
        && label.number() <= fields
        && columns.stream().allMatch(c -> c.number() >= 1 && c.number() <= fields);
  }

  /** Number of features of a row. */
  public int width() {
    return columns.stream().mapToInt(Column::width).sum();
  }

  /** Name of each feature: that of its column, followed by {@code =} and the word if it has any. */
  public List<String> featureNames() {
    List<String> names = new ArrayList<>();
    for (Column column : columns) {
      String name = column.name().isEmpty() ? "column " + column.number() : column.name();
      if (column.isNumeric()) {
        names.add(name);
      }
      column.categories().forEach(word -> names.add(name + "=" + word));
    }
    return names;
  }
}
