package treecast.bench;

import ai.onnxruntime.OrtException;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import treecast.linalg.RandomStream;
import treecast.linalg.Shape;
import treecast.linalg.Window;
import treecast.model.Model;
import treecast.nn.Activation;
import treecast.nn.Architecture;
import treecast.nn.ConvolutionStage;
import treecast.nn.ConvolutionalNet;
import treecast.nn.Initializer;
import treecast.nn.MultiLayerNet;
import treecast.nn.MultiLayerNetExtend;
import treecast.nn.Network;

/**
 * Latency of predictions by one thread, beside that of onnxruntime for the same network: one row,
 * of which the class is asked, and 64 rows, of which all probabilities are. Treecast's model
 * computes in double precision, onnxruntime's in single, for which it is made. The programs take
 * turns, call by call, so that whatever else the machine does meets all of them alike.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}.
 */
public final class Predictions {
  /** Names of the measured networks. */
  static final List<String> NETWORKS = List.of("784-[100]x4-10", "conv");

  private static final String GROUP = "predict";
  private static final int SIDE = 28;
  private static final int BATCH = 64;
  private static final double LATE = 0.99;

  private final Measurements measurements;
  private final int calls;

  private Predictions(Measurements measurements, int calls) {
    this.measurements = measurements;
    this.calls = calls;
  }

  /** Measures both networks. */
  public static void main(String[] args) throws IOException, OrtException {
    boolean quick = args[1].equals("quick");
    Predictions all = new Predictions(new Measurements(Path.of(args[0])), quick ? 2_000 : 20_000);
    int inputs = SIDE * SIDE;
    all.measure(NETWORKS.get(0), model(net(inputs, 4)), Shape.flat(inputs));
    Shape image = new Shape(1, SIDE, SIDE);
    ConvolutionStage stage =
        new ConvolutionStage(image, 30, Window.square(5, 1, 0), Window.square(2, 2, 0));
    all.measure(
        NETWORKS.get(1), model(new ConvolutionalNet(stage, net(stage.output().size(), 1))), image);
  }

  private static MultiLayerNetExtend net(int inputs, int layers) {
    List<Integer> hidden = Collections.nCopies(layers, 100);
    return new MultiLayerNetExtend(
        new MultiLayerNet(inputs, hidden, 10, Activation.RELU, Initializer.of("he"), 0), true, 0.1);
  }

  private static Model model(Architecture architecture) {
    Network network = architecture.network();
    double[] statistics = new double[network.statistics()];
    Arrays.fill(statistics, 1);
    return new Model(
        architecture, network.initialWeights(architecture.initializer(), 1), statistics);
  }

  /** A program that answers rows. */
  private interface Program {
    Object answer() throws OrtException;
  }

  private record Timed(String name, Program program, long[] nanoseconds) {}

  private void measure(String network, Model model, Shape shape) throws IOException, OrtException {
    double[] pixels = new double[BATCH * model.inputs()];
    RandomStream random = RandomStream.of(1);
    Arrays.setAll(pixels, i -> random.uniform(i));
    List<Vector> rows =
        IntStream.range(0, BATCH).mapToObj(i -> Vectors.dense(row(pixels, i, model))).toList();
    Vector one = rows.get(0);
    FloatBuffer buffer = Onnxruntime.buffer(pixels.length);
    try (Onnxruntime other = new Onnxruntime(model)) {
      measurements.about("onnxruntime", other.version() + ", single precision, one thread");
      List<Timed> programs = new ArrayList<>();
      add(programs, network + ", 1 row, Treecast", () -> model.predict(one));
      add(
          programs,
          network + ", 1 row, onnxruntime",
          () -> {
            fill(buffer, pixels, model.inputs());
            return other.run(buffer, 1, shape, "label");
          });
      add(programs, network + ", 64 rows, Treecast", () -> model.probabilities(rows));
      add(
          programs,
          network + ", 64 rows, onnxruntime",
          () -> {
            fill(buffer, pixels, pixels.length);
            return other.run(buffer, BATCH, shape, "probabilities");
          });
      run(programs);
      for (Timed timed : programs) {
        report(timed);
      }
      allocated(network + ", 1 row, Treecast: allocated by predict", () -> model.predict(one));
      allocated(
          network + ", 1 row, Treecast: allocated by probabilities",
          () -> model.probabilities(one));
    }
  }

  private static double[] row(double[] pixels, int i, Model model) {
    return Arrays.copyOfRange(pixels, i * model.inputs(), (i + 1) * model.inputs());
  }

  private static void fill(FloatBuffer buffer, double[] pixels, int count) {
    buffer.clear();
    for (int i = 0; i < count; i++) {
      buffer.put((float) pixels[i]);
    }
    buffer.flip();
  }

  private void add(List<Timed> programs, String name, Program program) {
    programs.add(new Timed(name, program, new long[calls]));
  }

  /** As many calls to warm up as are timed. */
  private void run(List<Timed> programs) throws OrtException {
    int answered = 0;
    for (int call = -calls; call < calls; call++) {
      for (Timed timed : programs) {
        long start = System.nanoTime();
        answered += timed.program().answer() == null ? 0 : 1;
        long took = System.nanoTime() - start;
        if (call >= 0) {
          timed.nanoseconds()[call] = took;
        }
      }
    }
    if (answered != 2 * calls * programs.size()) {
      throw new IllegalStateException("a program gave no answer");
    }
  }

  private void report(Timed timed) throws IOException {
    Arrays.sort(timed.nanoseconds());
    double median = timed.nanoseconds()[calls / 2] / 1e3;
    double late = timed.nanoseconds()[(int) (calls * LATE)] / 1e3;
    measurements.add(GROUP, timed.name() + ", median", "us", median);
    measurements.add(GROUP, timed.name() + ", 99th percentile", "us", late);
    System.err.printf("%s: median %.1f us, 99th percentile %.1f us%n", timed.name(), median, late);
  }

  /** What the JVM says that this thread allocated, by call. */
  private void allocated(String name, Program program) throws IOException, OrtException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int answered = 0;
    for (int call = 0; call < calls; call++) {
      answered += program.answer() == null ? 0 : 1;
    }
    double bytes = (threads.getCurrentThreadAllocatedBytes() - before) / (double) answered;
    measurements.add(GROUP, name, "bytes", bytes);
    System.err.printf("%s: %.0f bytes%n", name, bytes);
  }
}
