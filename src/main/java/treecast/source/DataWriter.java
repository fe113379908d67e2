package treecast.source;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.ByteRows;
import treecast.data.ClassLabels;
import treecast.data.DataSet;
import treecast.data.Paths;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.linalg.Shape;

/**
 * Writer of data sets without scaling, to any Hadoop file system: rows of bytes as four
 * uncompressed IDX files with MNIST's names, rows of real numbers as {@code train.csv} and {@code
 * test.csv}, see {@link CsvLines}.
 */
public final class DataWriter {
  private static final int UNSIGNED_BYTES = 0x0800;

  private DataWriter() {}

  /**
   * Writes all files to a temporary folder beside the target, which is renamed at the end.
   *
   * @param folder path or URI; must not exist
   */
  public static void write(DataSet data, Storage storage, String folder) throws IOException {
    Path wanted = Paths.of(folder);
    Path partial = Paths.of(wanted + ".part");
    FileSystem files = storage.toWrite(partial);
    files.delete(partial, true);
    files.mkdirs(partial);
    try {
      for (Split split : Split.values()) {
        if (data.source().hasBytes()) {
          String prefix = split == Split.TRAIN ? "train-" : "t10k-";
          idx(files, new Path(partial, prefix), data, split);
        } else {
          csv(files, new Path(partial, split + ".csv"), data, split);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!files.rename(partial, wanted)) {
      throw new IOException(folder + ": cannot be written");
    }
  }

  private static void idx(FileSystem files, Path prefix, DataSet data, Split split)
      throws IOException {
    Shape shape = data.shape();
    int[] extents =
        shape.equals(Shape.flat(shape.size()))
            ? new int[] {shape.size()}
            : shape.channels() == 1
                ? new int[] {shape.height(), shape.width()}
                : new int[] {shape.channels(), shape.height(), shape.width()};
    Path imageFile = prefix.suffix("images-idx%d-ubyte".formatted(extents.length + 1));
    try (DataOutputStream images = new DataOutputStream(files.create(imageFile));
        DataOutputStream labels =
            new DataOutputStream(files.create(prefix.suffix("labels-idx1-ubyte")))) {
      header(images, data.rows(split), extents);
      header(labels, data.rows(split));
      data.source()
          .pieces(
              split,
              piece -> {
                write(images, ((ByteRows) piece.inputs()).bytes());
                write(labels, labels(data.labels(), piece.labels()));
              });
    }
  }

  private static void header(DataOutputStream file, int rows, int... extents) throws IOException {
    file.writeInt(UNSIGNED_BYTES + 1 + extents.length);
    file.writeInt(rows);
    for (int extent : extents) {
      file.writeInt(extent);
    }
  }

  private static byte[] labels(ClassLabels known, char[] classes) {
    byte[] labels = new byte[classes.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) Integer.parseInt(known.labels().get(classes[i]));
    }
    return labels;
  }

  private static void csv(FileSystem files, Path file, DataSet data, Split split)
      throws IOException {
    CsvLines lines = CsvLines.of(data);
    try (OutputStream out = new BufferedOutputStream(files.create(file))) {
      write(out, lines.header().getBytes(StandardCharsets.UTF_8));
      data.source()
          .pieces(split, piece -> write(out, lines.of(piece).getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void write(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
