package treecast.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import treecast.linalg.RandomStream;

/** Tables for measurements. */
final class RowFiles {
  private static final int PIXELS = 784;

  private RowFiles() {}

  /** Writes a CSV file with a header whose rows look like those of MNIST, a third of them not 0. */
  static void write(Path file, long bytes) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      StringBuilder row = new StringBuilder("label");
      for (int j = 0; j < PIXELS; j++) {
        row.append(",p").append(j);
      }
      long written = 0;
      for (int i = 0; written < bytes; i++) {
        byte[] line = row.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
        out.write(line);
        written += line.length;
        row.setLength(0);
        row(row, i);
      }
    }
  }

  private static void row(StringBuilder row, int number) {
    RandomStream random = RandomStream.of(1, number);
    int label = number % 10;
    row.append(label);
    for (int j = 0; j < PIXELS; j++) {
      int bits = (int) (random.bits(j) >>> 40);
      row.append(',').append(bits % 3 == 0 ? (bits / 3 + label * 20) % 256 : 0);
    }
  }
}
