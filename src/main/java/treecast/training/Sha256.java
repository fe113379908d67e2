package treecast.training;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import treecast.linalg.RawDoubles;

/** Fingerprints, as 64 hexadecimal digits. */
public final class Sha256 {
  private Sha256() {}

  /** That of several byte sequences, one behind the other. */
  public static String of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** That of weights and running statistics as little-endian doubles. */
  public static String ofWeights(double[] weights, double[] statistics) {
    return of(RawDoubles.encode(weights), RawDoubles.encode(statistics));
  }
}
