package treecast.source;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Optional;
import treecast.data.TaskRunner;

/**
 * Task that reads blocks of rows whose columns are not known yet.
 *
 * @param rows rows of a draft
 * @param leftOut rows to which a scaling is not fitted; empty if none is fitted at all
 */
@SuppressWarnings("serial") // an optional of a serialisable set
record CsvProfiling(IndexedFiles rows, CsvDraft draft, BitSet leftOut, boolean fits)
    implements TaskRunner.Task<RowBlocks, ArrayList<CsvBlock>> {

  CsvProfiling(IndexedFiles rows, CsvDraft draft, Optional<BitSet> leftOut) {
    this(rows, draft, leftOut.orElseGet(BitSet::new), leftOut.isPresent());
  }

  @Override
  public ArrayList<CsvBlock> apply(RowBlocks blocks) {
    ArrayList<CsvBlock> examined = new ArrayList<>();
    try (IndexedRows reader = rows.open()) {
      for (long from = blocks.from(); from < blocks.to(); from = blocks.endOf(from)) {
        examined.add(block(reader, from, blocks.endOf(from)));
      }
    }
    return examined;
  }

  private CsvBlock block(IndexedRows reader, long from, long to) {
    CsvProfile profile = new CsvProfile(draft.selection(), draft.names());
    RowDigest digest = new RowDigest();
    long fitted = 0;
    for (long row = from; row < to; row++) {
      CsvReader record = (CsvReader) reader.at(row);
      boolean fit = fits && !leftOut.get((int) row);
      profile.add(record.records(), record.columns(draft.label()), row, fit, digest);
      fitted += fit ? 1 : 0;
    }
    profile.end();
    return new CsvBlock(digest.end(), fitted, profile, null);
  }
}
