package treecast.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import treecast.linalg.RawDoubles;

/** SHA-256 checksums, as 64 hexadecimal digits. */
public final class Sha256 {
  private Sha256() {}

  /** SHA-256 of the concatenation of byte sequences. */
  public static String of(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return hex(digest);
  }

  /** One to be fed with bytes. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  /** Digest as 64 hexadecimal digits; resets it. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 of weights and running statistics as little-endian doubles. */
  public static String ofWeights(double[] weights, double[] statistics) {
    return ofDoubles(weights, statistics);
  }

  /** SHA-256 of arrays as little-endian doubles, one behind the other. */
  public static String ofDoubles(double[]... arrays) {
    MessageDigest digest = digest();
    try {
      for (double[] array : arrays) {
        RawDoubles.encode(array, (bytes, count) -> digest.update(bytes, 0, count));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hex(digest);
  }
}
