package treecast.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import treecast.data.DataException;
import treecast.data.Excerpt;
import treecast.linalg.Precision;

/**
 * File of named arrays in NumPy's npz format, which {@code numpy.savez} writes and {@code
 * numpy.load} reads: a zip archive with an npy file for each array.
 */
public final class Npz {
  private static final String SUFFIX = ".npy";

  private Npz() {}

  /**
   * Decodes all arrays. Types: floating-point and whole numbers of any width and byte order, in C
   * or Fortran order, stored or compressed.
   *
   * @param where the file's name, for messages
   * @return the arrays by name, in the order of the file
   * @throws DataException if the bytes are not such a file
   */
  public static Map<String, NumericArray> decode(byte[] bytes, String where) {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    ZipEntries.read(
        bytes,
        where,
        (name, content) -> {
          String array = arrayName(name, where);
          arrays.put(array, Npy.decode(content, where + ": array " + Excerpt.plain(array)));
        });
    return arrays;
  }

  private static String arrayName(String entry, String where) {
    if (entry.endsWith(".pkl")) {
      throw new DataException(
          where + ": expected an npz file, found pickled objects, which are not read");
    }
    if (!entry.endsWith(SUFFIX) || entry.equals(SUFFIX)) {
      throw new DataException(
          "%s: expected arrays (NAME.npy), found %s".formatted(where, Excerpt.of(entry)));
    }
    return entry.substring(0, entry.length() - SUFFIX.length());
  }

  /**
   * Writes arrays, each as it stands, without compression; the stream stays open. The same arrays
   * give the same bytes.
   *
   * @param arrays arrays by name, in the order in which they are written
   * @param precision single rounds the elements to float32; double writes float64
   */
  public static void write(Map<String, NumericArray> arrays, Precision precision, OutputStream out)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setMethod(ZipOutputStream.STORED);
    for (Map.Entry<String, NumericArray> array : arrays.entrySet()) {
      byte[] content = Npy.encode(array.getValue(), precision);
      CRC32 crc = new CRC32();
      crc.update(content);
      ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
      // The same for all files, so that those of the same arrays are equal.
      entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0, 0));
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    }
    zip.finish();
  }
}
