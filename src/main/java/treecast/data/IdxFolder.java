package treecast.data;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder on any Hadoop file system with the four IDX files of a data set under MNIST's names,
 * each plain or with {@code .gz} behind its name.
 *
 * @param folder path or URI
 * @param classes number of classes that the labels may name
 * @param name what the data are called
 */
public record IdxFolder(String folder, int classes, String name) implements DataSource {
  private static final int CHUNK = 1 << 16;

  /**
   * Checks the folder's name.
   *
   * @throws DataException if it is neither a path nor a URI
   */
  public IdxFolder {
    try {
      new Path(folder);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "expected the path or URI of a folder, found '%s' (%s)".formatted(folder, e.getMessage()),
          e);
    }
  }

  /** The folder's data under the name {@code IDX files in FOLDER}, or MNIST where they are it. */
  public static IdxFolder of(String folder, int classes) {
    return new IdxFolder(
        folder, classes, Mnist.recognises(folder) ? Mnist.NAME : "IDX files in " + folder);
  }

  @Override
  public DataSet examine() {
    int[] train = examine(Split.TRAIN);
    int[] test = examine(Split.TEST);
    if (train[1] != test[1] || train[2] != test[2]) {
      throw new DataException(
          "%s: expected test images of %d x %d pixels like the training images, found %d x %d"
              .formatted(file(Split.TEST, "images-idx3"), train[1], train[2], test[1], test[2]));
    }
    return new DataSet(this, train[0], test[0], train[1], train[2], classes);
  }

  @Override
  public List<Shard> shards(Split split, Dealing dealing, List<Integer> wanted) {
    try (IdxFile images = IdxFile.open(file(split, "images-idx3"), 3);
        IdxFile labels = IdxFile.open(file(split, "labels-idx1"), 1)) {
      int[] shape = images.shape();
      if (shape[0] != dealing.rows() || labels.shape()[0] != dealing.rows()) {
        throw new DataException(
            "%s: expected %d rows as when it was examined, found %d"
                .formatted(file(split, "images-idx3"), dealing.rows(), shape[0]));
      }
      int features = shape[1] * shape[2];
      if (Math.multiplyFull(dealing.rowsOf(0), features) > Integer.MAX_VALUE) {
        throw new DataException(
            "%s: expected shards of less than 2^31 bytes, found %d rows of %d: deal more shards"
                .formatted(file(split, "images-idx3"), dealing.rowsOf(0), features));
      }
      byte[][] pixels = read(images, features, dealing, wanted);
      byte[][] classes = read(labels, 1, dealing, wanted);
      Shard[] shards = new Shard[wanted.size()];
      Arrays.setAll(shards, i -> new Shard(wanted.get(i), features, pixels[i], classes[i]));
      return List.of(shards);
    }
  }

  /** The folder as a URI that means the same wherever it is read from. */
  public String qualified() {
    try {
      Path path = new Path(folder);
      return path.getFileSystem(new Configuration()).makeQualified(path).toString();
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }

  /** Whether the folder lies on the disk of the machine that asks. */
  public boolean isLocal() {
    try {
      return new Path(folder).getFileSystem(new Configuration()) instanceof LocalFileSystem;
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }

  /** The two files of a split, as URIs. */
  public List<String> files(Split split) {
    return List.of(file(split, "images-idx3").toString(), file(split, "labels-idx1").toString());
  }

  /** The same files in another folder. */
  public IdxFolder movedTo(URI elsewhere) {
    return new IdxFolder(new Path(elsewhere).toString(), classes, name);
  }

  /** The shape of a split's images, after every byte of it has been read. */
  private int[] examine(Split split) {
    Path imageFile = file(split, "images-idx3");
    Path labelFile = file(split, "labels-idx1");
    try (IdxFile images = IdxFile.open(imageFile, 3);
        IdxFile labels = IdxFile.open(labelFile, 1)) {
      int[] shape = images.shape();
      if (Math.multiplyFull(shape[1], shape[2]) > Integer.MAX_VALUE) {
        throw new DataException(
            "%s: expected images of less than 2^31 pixels, found %d x %d"
                .formatted(imageFile, shape[1], shape[2]));
      }
      images.requireEnd();
      requireClasses(labelFile, labels);
      if (labels.shape()[0] != shape[0]) {
        throw new DataException(
            "%s: expected %d labels as there are images, found %d"
                .formatted(labelFile, shape[0], labels.shape()[0]));
      }
      return shape;
    }
  }

  private void requireClasses(Path labelFile, IdxFile labels) {
    int rows = labels.shape()[0];
    byte[] chunk = new byte[Math.min(rows, CHUNK)];
    for (int row = 0; row < rows; row += chunk.length) {
      int count = Math.min(chunk.length, rows - row);
      labels.read(chunk, 0, count);
      for (int i = 0; i < count; i++) {
        if (Byte.toUnsignedInt(chunk[i]) >= classes) {
          throw new DataException(
              "%s: row %d: expected a label from 0 to %d, found %d (the number of classes is data.classes)"
                  .formatted(labelFile, row + i, classes - 1, Byte.toUnsignedInt(chunk[i])));
        }
      }
    }
    labels.requireEnd();
  }

  /** One pass over a file, keeping the runs that belong to the shards wanted. */
  private static byte[][] read(IdxFile file, int width, Dealing dealing, List<Integer> wanted) {
    byte[][] kept = new byte[wanted.size()][];
    int[] filled = new int[wanted.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = new byte[dealing.rowsOf(wanted.get(i)) * width];
    }
    for (int row = 0; row < dealing.rows(); row += dealing.run()) {
      int bytes = Math.min(dealing.run(), dealing.rows() - row) * width;
      int at = wanted.indexOf(row / dealing.run() % dealing.shards());
      if (at >= 0) {
        file.read(kept[at], filled[at], bytes);
        filled[at] += bytes;
      } else {
        file.skip(bytes);
      }
    }
    return kept;
  }

  /** A split's file: the plain one where both are there. */
  private Path file(Split split, String kind) {
    String prefix = split == Split.TRAIN ? "train-" : "t10k-";
    Path plain = new Path(folder, prefix + kind + "-ubyte");
    Path compressed = plain.suffix(".gz");
    try {
      FileSystem files = plain.getFileSystem(new Configuration());
      if (!files.exists(new Path(folder))) {
        throw new DataException(folder + ": expected a folder of IDX files, found nothing there");
      }
      if (files.exists(plain)) {
        return plain;
      }
      if (files.exists(compressed)) {
        return compressed;
      }
      throw new DataException(
          "%s: expected the file %s or %s, found neither"
              .formatted(folder, plain.getName(), compressed.getName()));
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }
}
