package treecast.source;

import java.util.ArrayList;
import java.util.List;
import treecast.data.TaskRunner;

/**
 * Chain of the ranges of files: each has to begin where the one before it ends. One that does not
 * is scanned again from there; one with an error too, which is then told with its row and line.
 */
final class RangeChain {
  private final TaskRunner tasks;
  private final RangeScan scan;
  private final ScanSum sum;
  private TextPlace place = TextPlace.BEGINNING;

  RangeChain(TaskRunner tasks, RangeScan scan, ScanSum sum) {
    this.tasks = tasks;
    this.scan = scan;
    this.sum = sum;
  }

  /** Adds the next range in the order of the files. */
  void add(FileRange range, RangeRows guessed) {
    if (range.from() == 0) {
      place = TextPlace.BEGINNING;
    } else if (place.offset() > range.to()) {
      return;
    }
    boolean fits = range.from() == 0 || guessed.first() == place.offset();
    RangeRows rows = fits ? guessed : again(range);
    sum.requireFewLabels(range.file(), rows, place);
    if (rows.failed()) {
      rows = again(range);
    }
    sum.add(range.file(), rows, place);
    TextPlace more = rows.behind();
    place = new TextPlace(more.offset(), place.row() + more.row(), place.line() + more.line());
  }

  private RangeRows again(FileRange range) {
    return tasks.map(new ArrayList<>(List.of(range.at(place))), scan).get(0);
  }
}
