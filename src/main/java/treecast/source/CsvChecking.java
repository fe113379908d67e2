package treecast.source;

import java.util.ArrayList;
import java.util.BitSet;
import treecast.data.Moments;
import treecast.data.TaskRunner;

/**
 * Task that reads blocks of rows whose columns are known, and checks their values.
 *
 * @param chained whether moments go on from block to block, as in plans of the first format
 * @param leftOut rows to which a scaling is not fitted
 * @param fits whether moments are collected
 * @param fill value that takes the place of a missing one, for each feature; empty if none is
 *     filled
 */
@SuppressWarnings("ArrayRecordComponent")
record CsvChecking(IndexedFiles rows, boolean chained, BitSet leftOut, boolean fits, double[] fill)
    implements TaskRunner.Task<RowBlocks, ArrayList<CsvBlock>> {

  @Override
  public ArrayList<CsvBlock> apply(RowBlocks blocks) {
    ArrayList<CsvBlock> examined = new ArrayList<>();
    int features = rows.format().columns().width();
    Moments chain = new Moments(features);
    try (IndexedRows reader = rows.open()) {
      for (long from = blocks.from(); from < blocks.to(); from = blocks.endOf(from)) {
        long to = blocks.endOf(from);
        Moments moments = chained ? chain : new Moments(features);
        byte[] digest = read(reader, from, to, moments);
        boolean done = !chained || to == blocks.to();
        examined.add(new CsvBlock(digest, 0, null, done ? moments : new Moments(features)));
      }
    }
    return examined;
  }

  private byte[] read(IndexedRows reader, long from, long to, Moments moments) {
    RowDigest digest = new RowDigest();
    double[] values = new double[moments.features()];
    for (long row = from; row < to; row++) {
      CsvReader record = (CsvReader) reader.at(row);
      record.features(values, 0);
      record.addTo(digest);
      if (fits && !leftOut.get((int) row)) {
        for (int j = 0; j < fill.length; j++) {
          values[j] = Double.isNaN(values[j]) ? fill[j] : values[j];
        }
        moments.add(values, 0);
      }
    }
    return digest.end();
  }
}
