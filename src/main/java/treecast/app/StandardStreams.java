package treecast.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Standard output and errors of this process. A {@link PrintStream} keeps the first failed write to
 * itself: this one tells, so that a full disk is no success.
 */
final class StandardStreams {
  /** The descriptor past the filter of {@code scripts/treecast}. */
  private static final String DESCRIPTOR = "treecast.stderr";

  private final Watched output = new Watched(new FileOutputStream(FileDescriptor.out));

  private StandardStreams() {}

  /** Puts both in place of the process's own. */
  static StandardStreams install() {
    StandardStreams streams = new StandardStreams();
    Charset charset =
        Charset.forName(System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
    System.setOut(new PrintStream(streams.output, true, charset));
    Integer number = Integer.getInteger(DESCRIPTOR);
    if (number != null) {
      descriptor(number)
          .ifPresent(
              open -> System.setErr(new PrintStream(new FileOutputStream(open), true, charset)));
    }
    return streams;
  }

  /**
   * Java has no other way to a descriptor that was open before; Spark needs this package opened.
   */
  private static Optional<FileDescriptor> descriptor(int number) {
    try {
      Constructor<FileDescriptor> constructor =
          FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(number));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The filter's way is as good, but for the order of the last lines.
      return Optional.empty();
    }
  }

  /**
   * Why standard output cannot be written to. That nobody reads it any more is no reason: the
   * results of a training lie in its directory, and whoever has read enough has read enough.
   */
  Optional<String> failure() {
    System.out.flush();
    return Optional.ofNullable(output.failure.get())
        .map(e -> String.valueOf(e.getMessage()))
        .filter(why -> !why.contains("pipe"));
  }

  /** Remembers the first write that failed. */
  private static final class Watched extends FilterOutputStream {
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        failure.compareAndSet(null, e);
        throw e;
      }
    }
  }
}
