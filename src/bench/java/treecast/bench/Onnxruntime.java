package treecast.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import treecast.exchange.Onnx;
import treecast.linalg.Precision;
import treecast.linalg.Shape;
import treecast.model.Model;

/** An exported network in onnxruntime, single precision, one thread. */
final class Onnxruntime implements AutoCloseable {
  private static final long STACK = 256L << 20;

  private final OrtEnvironment environment;
  private final SessionOptions options;
  private final OrtSession session;
  private final String input;

  /** Exports and loads a network. */
  Onnxruntime(Model model) throws OrtException {
    environment = environment();
    options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    byte[] file = Onnx.encode(model, Precision.SINGLE, "bench", Map.of()).content();
    session = environment.createSession(file, options);
    input = session.getInputNames().iterator().next();
  }

  /**
   * The runtime. Version 1.29 matches the command line, which a class path makes long, with a
   * recursion for each character: it is started on a thread with a large stack.
   */
  private static OrtEnvironment environment() {
    FutureTask<OrtEnvironment> starts = new FutureTask<>(OrtEnvironment::getEnvironment);
    new Thread(null, starts, "onnxruntime", STACK).start();
    try {
      return starts.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What its messages would say, and what it is measured as. */
  String version() {
    return environment.getVersion();
  }

  /** Buffer for rows, which a caller fills. */
  static FloatBuffer buffer(int elements) {
    return ByteBuffer.allocateDirect(elements * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /**
   * Computes one output.
   *
   * @param features of all rows, in a direct buffer
   * @return its values as Java arrays
   */
  Object run(FloatBuffer features, int rows, Shape shape, String output) throws OrtException {
    long[] dimensions =
        shape.pixels() == 1
            ? new long[] {rows, shape.channels()}
            : new long[] {rows, shape.channels(), shape.height(), shape.width()};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, features, dimensions);
        OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
      return result.get(0).getValue();
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
