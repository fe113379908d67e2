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
 * Standard output and standard error of this process. A {@link PrintStream} hides failed writes;
 * this class reports them, so that a command with a full disk does not succeed.
 */
final class StandardStreams {
  /**
   * System property with the descriptor of the unfiltered standard error, set by {@code
   * scripts/treecast}.
   */
  private static final String DESCRIPTOR = "treecast.stderr";

  private final Watched output = new Watched(new FileOutputStream(FileDescriptor.out));

  private StandardStreams() {}

  /** Replaces the streams of the process. */
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
   * Opens an inherited descriptor, for which Java has no public method; Spark needs the opened
   * package as well.
   */
  private static Optional<FileDescriptor> descriptor(int number) {
    try {
      Constructor<FileDescriptor> constructor =
          FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(number));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The filtered stream is used then; only the order of the last lines may differ.
      return Optional.empty();
    }
  }

  /**
   * Reason why writing to standard output failed, if it did. A closed pipe is no failure: the
   * results are in the run directory, and the reader has seen what it wanted.
   */
  Optional<String> failure() {
    System.out.flush();
    return Optional.ofNullable(output.failure.get())
        .map(e -> String.valueOf(e.getMessage()))
        .filter(why -> !why.contains("pipe"));
  }

  /** Stream that records the first failed write. */
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
