package treecast.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import treecast.data.DataException;
import treecast.data.DataFile;

/**
 * Beginning of a CSV file, by which its conventions are decided.
 *
 * @param bytes the first bytes, in UTF-8, up to the end of a line
 * @param path file, for messages
 * @param encoding encoding of the file
 */
record CsvSample(byte[] bytes, DataFile path, Charset encoding) {
  private static final int BYTES = 1 << 18;
  private static final int RECORDS = 1000;

  /**
   * Reads the beginning of the first file that is not empty.
   *
   * @throws DataException if all of them are empty
   */
  static CsvSample of(List<DataFile> files, CsvText text) {
    for (DataFile file : files) {
      try (TextInput in = TextInput.open(file, "a CSV file", text.charset())) {
        byte[] bytes = new byte[BYTES];
        int length = 0;
        int lines = 0;
        while (length < BYTES && in.peek() != TextInput.END) {
          bytes[length] = (byte) in.read();
          lines = bytes[length++] == '\n' ? length : lines;
        }
        boolean all = in.peek() == TextInput.END;
        if (length > 0) {
          return new CsvSample(
              Arrays.copyOf(bytes, all || lines == 0 ? length : lines), file, in.encoding());
        }
      }
    }
    throw new DataException(files.get(0) + ": expected a CSV file, found an empty file");
  }

  /**
   * The first records under conventions; a record that breaks them ends the list.
   *
   * @param broken whether it is an error if there is only one record before it, or none
   */
  List<List<String>> records(CsvText text, boolean broken) {
    List<List<String>> records = new ArrayList<>();
    InputFile file =
        new InputFile(
            path.path(), new ByteArrayInputStream(bytes), bytes.length, false, Optional.empty());
    try (TextInput in = TextInput.of(file, StandardCharsets.UTF_8)) {
      CsvRecords all = new CsvRecords(in, text);
      while (records.size() < RECORDS && all.next()) {
        records.add(IntStream.range(0, all.fields()).mapToObj(i -> all.field(i).strip()).toList());
      }
    } catch (DataException e) {
      if (broken && records.size() < 2) {
        throw e;
      }
    } catch (IOException e) {
      throw DataException.unreadable(path, e);
    }
    return records;
  }
}
