package treecast.source;

import java.util.ArrayList;
import java.util.List;
import treecast.data.TaskRunner;

/**
 * Run of a scan over ranges of files. At first each range is taken not to begin within quotes;
 * where that does not fit, the quotes before it are counted.
 */
record RangeRuns(TaskRunner tasks, RangeScan scan) {

  /** Rows of each range; where a range begins is still a guess. */
  List<RangeRows> rows(List<FileRange> ranges) {
    List<RangeRows> rows = new ArrayList<>(tasks.map(ranges, scan));
    if (isChain(ranges, rows) || !(scan.format() instanceof SeekingFormat format)) {
      return rows;
    }
    // The quotes of a file's last range do not matter.
    List<FileRange> counted = ranges.stream().filter(r -> r.to() < Long.MAX_VALUE).toList();
    List<Long> quotes = tasks.map(new ArrayList<>(counted), new QuoteCount(format, scan.files()));
    List<Integer> wrong = new ArrayList<>();
    long before = 0;
    int next = 0;
    for (int i = 0; i < ranges.size(); i++) {
      before = ranges.get(i).from() == 0 ? 0 : before;
      if (before % 2 == 1) {
        wrong.add(i);
      }
      before += ranges.get(i).to() < Long.MAX_VALUE ? quotes.get(next++) : 0;
    }
    List<FileRange> quoted = wrong.stream().map(i -> ranges.get(i).quoted()).toList();
    List<RangeRows> again = tasks.map(new ArrayList<>(quoted), scan);
    for (int i = 0; i < wrong.size(); i++) {
      rows.set(wrong.get(i), again.get(i));
    }
    return rows;
  }

  private static boolean isChain(List<FileRange> ranges, List<RangeRows> rows) {
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i - 1).failed()) {
        return true; // the error is told, whatever stands behind it
      }
      long begin = rows.get(i - 1).behind().offset();
      FileRange range = ranges.get(i);
      if (range.from() > 0 && begin <= range.to() && begin != rows.get(i).first()) {
        return false;
      }
    }
    return true;
  }
}
