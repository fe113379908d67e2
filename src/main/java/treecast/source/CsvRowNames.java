package treecast.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Header that has no name for the first column, as R's {@code write.table} leaves it: that column
 * has the names of the rows. It gets the empty name, which R's {@code write.csv} gives it.
 */
final class CsvRowNames {
  private CsvRowNames() {}

  /**
   * First records of a file, of which the first has the empty name in front if all others have one
   * field more, and begin with different words or numbers.
   */
  static List<List<String>> completed(List<List<String>> records) {
    if (records.size() < 2) {
      return records;
    }
    List<List<String>> rows = records.subList(1, records.size());
    int fields = records.get(0).size() + 1;
    HashSet<String> names = new HashSet<>(List.of(""));
    if (!rows.stream().allMatch(row -> row.size() == fields && names.add(row.get(0)))) {
      return records;
    }
    List<List<String>> completed = new ArrayList<>(rows);
    completed.add(0, withEmpty(records.get(0)));
    return completed;
  }

  private static List<String> withEmpty(List<String> header) {
    List<String> names = new ArrayList<>(header);
    names.add(0, "");
    return names;
  }

  /**
   * Names of a file's columns by its header, which is the current record. The next record is looked
   * at.
   *
   * @param nameless whether the first column may have no name
   */
  static List<String> header(CsvRecords records, boolean nameless) {
    List<String> names =
        IntStream.range(0, records.fields()).mapToObj(i -> records.field(i).strip()).toList();
    boolean lacksName = nameless && records.peek() && records.fields() == names.size() + 1;
    return lacksName ? withEmpty(names) : names;
  }
}
