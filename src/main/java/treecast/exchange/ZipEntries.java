package treecast.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import treecast.data.DataException;

/**
 * Entries of a zip archive in memory, found through its central directory, so that an archive that
 * was cut short is refused and not read in part. Entries are stored or deflated, of less than 2 GiB
 * each; their CRC-32 is checked.
 */
final class ZipEntries {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int DIRECTORY = 0x02014b50;
  private static final int DIRECTORY_LENGTH = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1;

  /** Bytes of an entry that one deflated byte can become at most. */
  private static final int MAX_RATIO = 1032;

  private final ByteBuffer file;
  private final String where;

  private ZipEntries(byte[] bytes, String where) {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.where = where;
  }

  private record Entry(String name, int flags, int method, int crc, int packed, int size, int at) {}

  /**
   * Reads all entries, in the order of the central directory.
   *
   * @param where the file's name, for messages
   * @param each receives the name and the content of each entry
   * @throws DataException if the bytes are not such an archive, or a checksum differs
   */
  static void read(byte[] bytes, String where, BiConsumer<String, byte[]> each) {
    try {
      new ZipEntries(bytes, where).read(each);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new DataException(
          where + ": expected a zip archive, found one whose positions are outside of it", e);
    }
  }

  private void read(BiConsumer<String, byte[]> each) {
    int end = end();
    int count = number16(end + 10);
    int at = file.getInt(end + 16);
    Set<String> names = new HashSet<>();
    long total = 0;
    for (int i = 0; i < count; i++) {
      Entry entry = entry(at);
      total += entry.size();
      if (total > (long) MAX_RATIO * file.capacity()) {
        throw damaged("entries of at most %d times its size, found more".formatted(MAX_RATIO));
      }
      if (!names.add(entry.name())) {
        throw damaged("entries with different names, found two with the name " + entry.name());
      }
      each.accept(entry.name(), content(entry));
      at += DIRECTORY_LENGTH + number16(at + 28) + number16(at + 30) + number16(at + 32);
    }
    if (at != end) {
      throw damaged("a directory of %d bytes, found another length".formatted(end - at));
    }
  }

  /** Position of the record at the end of the archive, which has no comment. */
  private int end() {
    int end = file.capacity() - END_LENGTH;
    if (end < 0 || file.getInt(end) != END) {
      throw damaged("a zip archive, found a file that is none or that was cut short");
    }
    if (number16(end + 4) != 0
        || number16(end + 6) != 0
        || number16(end + 8) != number16(end + 10)
        || file.getInt(end + 12) != end - file.getInt(end + 16)
        || number16(end + 20) != 0) {
      throw damaged("a zip archive in one part, found another");
    }
    return end;
  }

  private Entry entry(int at) {
    if (file.getInt(at) != DIRECTORY) {
      throw damaged("an entry of its directory, found something else");
    }
    byte[] name = new byte[number16(at + 28)];
    file.get(at + DIRECTORY_LENGTH, name);
    return new Entry(
        new String(name, StandardCharsets.UTF_8),
        number16(at + 8),
        number16(at + 10),
        file.getInt(at + 16),
        file.getInt(at + 20),
        file.getInt(at + 24),
        file.getInt(at + 42));
  }

  private byte[] content(Entry entry) {
    int at = entry.at();
    if (file.getInt(at) != LOCAL || number16(at + 8) != entry.method()) {
      throw damaged("the content of " + entry.name() + ", found something else");
    }
    int nameLength = number16(at + 26);
    byte[] name = new byte[nameLength];
    file.get(at + LOCAL_LENGTH, name);
    int begin = at + LOCAL_LENGTH + nameLength + number16(at + 28);
    if (!entry.name().equals(new String(name, StandardCharsets.UTF_8))
        || entry.packed() < 0
        || entry.size() < 0
        || begin > file.capacity() - entry.packed()) {
      throw damaged("%s in the archive, found part of it".formatted(entry.name()));
    }
    byte[] content = unpacked(entry, begin);
    CRC32 crc = new CRC32();
    crc.update(content);
    if ((int) crc.getValue() != entry.crc()) {
      throw damaged("%s with its checksum, found another".formatted(entry.name()));
    }
    return content;
  }

  private byte[] unpacked(Entry entry, int begin) {
    if ((entry.flags() & ENCRYPTED) != 0) {
      throw damaged("entries that are not encrypted, found " + entry.name());
    }
    if (entry.method() == STORED && entry.size() == entry.packed()) {
      return Arrays.copyOfRange(file.array(), begin, begin + entry.size());
    }
    if (entry.method() == DEFLATED && entry.size() <= (long) MAX_RATIO * entry.packed()) {
      return inflated(entry, begin);
    }
    throw damaged("%s stored or deflated, found something else".formatted(entry.name()));
  }

  private byte[] inflated(Entry entry, int begin) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(file.array(), begin, entry.packed());
      byte[] content = new byte[entry.size()];
      int length = 0;
      while (length < content.length) {
        int more = inflater.inflate(content, length, content.length - length);
        if (more == 0) {
          break;
        }
        length += more;
      }
      if (length < content.length || inflater.inflate(new byte[1]) > 0 || !inflater.finished()) {
        throw damaged(
            "%s of %d bytes, found another length".formatted(entry.name(), content.length));
      }
      return content;
    } catch (DataFormatException e) {
      throw damaged("%s deflated, found something else".formatted(entry.name()));
    } finally {
      inflater.end();
    }
  }

  private int number16(int at) {
    return file.getShort(at) & 0xffff;
  }

  private DataException damaged(String expectation) {
    return new DataException(
        "%s: expected %s"
            .formatted(where, expectation.replaceAll("\\p{Cntrl}|[\\u2028\\u2029]", "?")));
  }
}
