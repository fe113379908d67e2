package treecast.workflow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import treecast.data.ByteRows;
import treecast.data.DataSet;
import treecast.data.RealRows;
import treecast.data.Rows;
import treecast.data.ScaledRows;
import treecast.data.Sha256;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.RawDoubles;

/**
 * Digest of a data set: the SHA-256 of the labels and the features of its training and test rows,
 * before scaling and in their order. Names of files, their compression and their division into
 * parts have no part in it.
 */
final class DataDigest {
  private DataDigest() {}

  /** Digest in hexadecimal digits; reads all rows once, unless the examination has made one. */
  static String of(DataSet data) {
    return data.source().digest().orElseGet(() -> ofRows(data));
  }

  private static String ofRows(DataSet data) {
    MessageDigest digest = Sha256.digest();
    for (Split split : Split.values()) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(data.rows(split)).array());
      if (data.rows(split) > 0) {
        data.source().pieces(split, piece -> add(digest, data, piece));
      }
    }
    return Sha256.hex(digest);
  }

  private static void add(MessageDigest digest, DataSet data, Shard piece) {
    for (char label : piece.labels()) {
      String text = data.labels().labels().get(label);
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    digest.update(bytes(piece.inputs()));
  }

  private static byte[] bytes(Rows rows) {
    if (rows instanceof ScaledRows scaled) {
      return bytes(scaled.rows());
    }
    return rows instanceof ByteRows of ? of.bytes() : RawDoubles.encode(RealRows.valuesOf(rows));
  }
}
