package treecast.source;

import java.util.BitSet;
import treecast.data.TaskRunner;
import treecast.data.ValueCounts;
import treecast.data.ValueRanges;

/**
 * Task that counts the values of features in ranges.
 *
 * @param leftOut rows that are not counted
 */
record CsvCounting(IndexedFiles rows, BitSet leftOut, ValueRanges ranges)
    implements TaskRunner.Task<RowBlocks, ValueCounts> {

  @Override
  public ValueCounts apply(RowBlocks blocks) {
    ValueCounts counts = ranges.count();
    double[] values = new double[rows.format().columns().width()];
    try (IndexedRows reader = rows.open()) {
      for (long row = blocks.from(); row < blocks.to(); row++) {
        if (!leftOut.get((int) row)) {
          reader.at(row).features(values, 0);
          counts.add(values, 0);
        }
      }
    }
    return counts;
  }
}
