package treecast.source;

import java.io.Serializable;
import treecast.data.Moments;

/**
 * Examined block of rows.
 *
 * @param digest digest of its rows
 * @param fitted number of rows to which a scaling is fitted
 * @param profile columns of words and numbers; null if the columns were known
 * @param moments of the features if the columns were known
 */
@SuppressWarnings("ArrayRecordComponent")
record CsvBlock(byte[] digest, long fitted, CsvProfile profile, Moments moments)
    implements Serializable {}
