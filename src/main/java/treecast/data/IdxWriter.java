package treecast.data;

import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes a data set as four plain IDX files under MNIST's names, on any Hadoop file system. */
public final class IdxWriter {
  private static final int IMAGES_MAGIC = 0x0803;
  private static final int LABELS_MAGIC = 0x0801;

  private IdxWriter() {}

  /**
   * Writes all four files into a folder beside the one wanted, which then gets its name.
   *
   * @param folder path or URI; must not exist
   */
  public static void write(DataSet data, String folder) throws IOException {
    Path wanted = new Path(folder);
    Path partial = wanted.suffix(".part");
    FileSystem files = partial.getFileSystem(new Configuration());
    files.setWriteChecksum(false);
    files.delete(partial, true);
    files.mkdirs(partial);
    write(files, new Path(partial, "train-"), data, Split.TRAIN);
    write(files, new Path(partial, "t10k-"), data, Split.TEST);
    if (!files.rename(partial, wanted)) {
      throw new IOException(folder + ": cannot be written");
    }
  }

  private static void write(FileSystem files, Path prefix, DataSet data, Split split)
      throws IOException {
    Shard rows = data.shards(split, 1).get(0);
    try (DataOutputStream images = files.create(prefix.suffix("images-idx3-ubyte"))) {
      images.writeInt(IMAGES_MAGIC);
      images.writeInt(rows.rows());
      images.writeInt(data.height());
      images.writeInt(data.width());
      images.write(rows.pixels());
    }
    try (DataOutputStream labels = files.create(prefix.suffix("labels-idx1-ubyte"))) {
      labels.writeInt(LABELS_MAGIC);
      labels.writeInt(rows.rows());
      labels.write(rows.labels());
    }
  }
}
