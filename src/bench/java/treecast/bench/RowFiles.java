package treecast.bench;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import treecast.linalg.RandomStream;

/** Tables for measurements. */
final class RowFiles {
  private static final int PIXELS = 784;

  private static final int PARTS = 40;

  private RowFiles() {}

  /** Other files with the rows of one. */
  enum Form {
    PARTS("40 files"),
    GZIP("gzip"),
    ZSTD("zstd");

    private final String title;

    Form(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /**
   * Writes the rows of a file in another form beside it, and takes the former one away.
   *
   * @param file the first form, which is kept beside the folder
   */
  static void rewrite(Path file, Form form) throws IOException {
    Path folder = file.getParent();
    Path source = folder.resolveSibling(folder.getFileName() + ".csv");
    if (Files.exists(file)) {
      Files.move(file, source);
    }
    clear(folder);
    switch (form) {
      case PARTS -> split(source, Files.createDirectory(folder.resolve("train")));
      case GZIP ->
          copy(source, new GZIPOutputStream(Files.newOutputStream(folder.resolve("train.csv.gz"))));
      case ZSTD ->
          copy(
              source, new ZstdOutputStream(Files.newOutputStream(folder.resolve("train.csv.zst"))));
    }
  }

  private static void copy(Path source, OutputStream to) throws IOException {
    try (OutputStream out = new BufferedOutputStream(to, 1 << 20)) {
      Files.copy(source, out);
    }
  }

  /** Part files of about equal size, each with the header. */
  private static void split(Path source, Path folder) throws IOException {
    long part = Files.size(source) / PARTS + 1;
    try (BufferedReader lines = Files.newBufferedReader(source, StandardCharsets.US_ASCII)) {
      String header = lines.readLine();
      String line = lines.readLine();
      for (int i = 0; line != null; i++) {
        try (BufferedWriter out =
            Files.newBufferedWriter(folder.resolve("part-%05d.csv".formatted(i)))) {
          out.write(header + "\n");
          for (long written = 0; line != null && written < part; line = lines.readLine()) {
            out.write(line + "\n");
            written += line.length() + 1;
          }
        }
      }
    }
  }

  /** Deletes a folder and what was kept beside it. */
  static void deleteAll(Path folder) throws IOException {
    clear(folder);
    Files.deleteIfExists(folder);
    Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".csv"));
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }

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
