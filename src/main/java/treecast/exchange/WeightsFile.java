package treecast.exchange;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import treecast.data.DataException;

/**
 * Content of a weights file of another library: an npz file or a safetensors file.
 *
 * @param metadata words about the arrays; none in an npz file
 * @param arrays arrays by name
 * @param ordered whether the arrays stand in the order in which they were written; a safetensors
 *     file sorts them
 */
public record WeightsFile(
    Map<String, String> metadata, Map<String, NumericArray> arrays, boolean ordered) {

  /**
   * Decodes a file; its first bytes say which format it has. Nothing in it is executed.
   *
   * @param where the file's name, for messages
   * @throws DataException if the bytes are neither an npz nor a safetensors file
   */
  public static WeightsFile decode(byte[] bytes, String where) {
    if (startsWith(bytes, 'P', 'K')) {
      return new WeightsFile(Map.of(), Npz.decode(bytes, where), true);
    }
    if (startsWith(bytes, 0x80, 2) || startsWith(bytes, 0x80, 4)) {
      throw new DataException(
          where
              + ": expected an npz or a safetensors file, found pickled objects, which are not read");
    }
    return SafetensorsArrays.decode(bytes, where);
  }

  /** Array of a name in a file that {@code export} wrote, such as the scaling; empty if none. */
  public double[] values(String name) {
    NumericArray array = arrays.get(name);
    return array == null ? new double[0] : array.values();
  }

  /** File without some arrays. */
  WeightsFile without(Collection<String> names) {
    Map<String, NumericArray> others = new LinkedHashMap<>(arrays);
    others.keySet().removeAll(names);
    return new WeightsFile(metadata, others, ordered);
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length > 1 && bytes[0] == (byte) first && bytes[1] == (byte) second;
  }
}
