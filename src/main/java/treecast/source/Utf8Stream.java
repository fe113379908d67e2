package treecast.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Stream of text that is converted to UTF-8 from another encoding. */
final class Utf8Stream extends InputStream {
  private final Reader reader;
  private final char[] chars = new char[1 << 12];
  private byte[] bytes = new byte[0];
  private int at;
  private int pending;

  /** Stream that converts another one, whose malformed input is an {@link IOException}. */
  Utf8Stream(InputStream in, Charset encoding) {
    this.reader =
        new InputStreamReader(
            in,
            encoding
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /**
   * Encoding that a byte order mark shows, if there is one: UTF-8 or UTF-16.
   *
   * @param in a stream that supports {@link InputStream#mark}; it is at the same position
   *     afterwards
   */
  static Optional<Charset> marked(InputStream in) throws IOException {
    in.mark(3);
    int first = in.read();
    int second = in.read();
    int third = in.read();
    in.reset();
    if (first == 0xef && second == 0xbb && third == 0xbf) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    boolean mark = (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff);
    return mark ? Optional.of(StandardCharsets.UTF_16) : Optional.empty();
  }

  /**
   * Text of bytes in UTF-8.
   *
   * @throws CharacterCodingException if they are something else
   */
  static String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
    int at = from;
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at == to
        ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
        : StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes, from, to - from))
            .toString();
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(bytes[at++]) : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (at == bytes.length) {
      int count = reader.read(chars, pending, chars.length - pending);
      if (count < 0) {
        return false;
      }
      int length = pending + count;
      // A pair of surrogates is one character, and is encoded as a whole.
      boolean half = Character.isHighSurrogate(chars[length - 1]);
      int whole = half ? length - 1 : length;
      bytes = new String(chars, 0, whole).getBytes(StandardCharsets.UTF_8);
      at = 0;
      pending = half ? 1 : 0;
      if (half) {
        chars[0] = chars[length - 1];
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
