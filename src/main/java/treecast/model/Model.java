package treecast.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import treecast.data.Encoding;
import treecast.linalg.FlatArray;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Shape;
import treecast.linalg.Workspace;
import treecast.nn.Architecture;
import treecast.nn.Network;
import treecast.nn.Objective;
import treecast.nn.Tensor;

/**
 * Model: a trained network with its weights and the encoding of its data. Vectors and matrices are
 * those of Spark's {@code ml.linalg}.
 */
public final class Model implements Classifier {
  private static final long serialVersionUID = 1L;

  private final Architecture architecture;
  private final Network network;
  private final double[] weights;
  private final double[] statistics;
  private final FlatArray networkWeights;
  private final FlatArray networkStatistics;
  private final Encoding encoding;

  /** Buffers of each thread, which do not travel. */
  private final transient ThreadLocal<RowScores> rows = ThreadLocal.withInitial(this::rowScores);

  /**
   * Model for data without scaling, with the labels 0, 1, 2, ...
   *
   * @param weights the network's flat weights
   * @param statistics its running statistics
   */
  public Model(Architecture architecture, double[] weights, double[] statistics) {
    this(architecture, weights, statistics, Encoding.plain(architecture.network().outputs()));
  }

  /** Model for data with an encoding, which computes in double precision. */
  public Model(
      Architecture architecture, double[] weights, double[] statistics, Encoding encoding) {
    this(architecture, weights, statistics, encoding, Precision.DOUBLE);
  }

  /**
   * Model for data with an encoding.
   *
   * @param weights the network's flat weights
   * @param statistics its running statistics
   * @param encoding scaling of the features, and class labels
   * @param precision precision of the computation
   */
  public Model(
      Architecture architecture,
      double[] weights,
      double[] statistics,
      Encoding encoding,
      Precision precision) {
    this.architecture = architecture;
    this.network = architecture.network().computedIn(precision);
    if (weights.length != network.parameters() || statistics.length != network.statistics()) {
      throw new IllegalArgumentException(
          "expected %d weights and %d statistics, found %d and %d"
              .formatted(
                  network.parameters(), network.statistics(), weights.length, statistics.length));
    }
    int scaled = encoding.scaling().shift().length;
    if (encoding.classes().count() != network.outputs()
        || (scaled != 0 && scaled != network.inputs())) {
      throw new IllegalArgumentException(
          "expected %d classes and the scaling of %d features or of none, found %d and %d"
              .formatted(network.outputs(), network.inputs(), encoding.classes().count(), scaled));
    }
    this.encoding = encoding;
    this.weights = weights.clone();
    this.statistics = statistics.clone();
    this.networkWeights = precision.of(this.weights);
    this.networkStatistics = precision.of(this.statistics);
  }

  /**
   * Reads a model file, {@code model.safetensors} of a run.
   *
   * @param in the file, read to its end and not closed
   * @throws treecast.data.DataException if it is not a model
   * @throws IOException if it cannot be read
   */
  public static Model read(InputStream in) throws IOException {
    return ModelFile.decode(in.readAllBytes(), "the model");
  }

  public Architecture architecture() {
    return architecture;
  }

  public Network network() {
    return network;
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  /** Copy of the flat weights. */
  public double[] weights() {
    return weights.clone();
  }

  /** Copy of the running statistics. */
  public double[] statistics() {
    return statistics.clone();
  }

  @Override
  public int inputs() {
    return network.inputs();
  }

  @Override
  public int outputs() {
    return network.outputs();
  }

  @Override
  public boolean takes(Shape shape) {
    return network.takes(shape);
  }

  @Override
  public Objective objective() {
    return network.objective();
  }

  @Override
  public Precision precision() {
    return network.precision();
  }

  /** {@inheritDoc} Nothing is allocated once a thread has predicted its first rows. */
  @Override
  public int predict(Vector x) {
    return rows.get().of(x).largestInRow(0);
  }

  /** {@inheritDoc} Nothing but the result is allocated once a thread has seen its first rows. */
  @Override
  public Vector probabilities(Vector x) {
    Matrix scores = rows.get().of(x);
    toProbabilities(scores);
    return Vectors.dense(scores.toArray());
  }

  private RowScores rowScores() {
    return new RowScores(
        network.inference(networkWeights, networkStatistics, 1), encoding.scaling());
  }

  /** A copy that arrived elsewhere is made anew, with buffers of its own. */
  private Object readResolve() {
    return new Model(architecture, weights, statistics, encoding, precision());
  }

  @Override
  public Matrix scores(Matrix x, Workspace workspace) {
    return network.scores(networkWeights, networkStatistics, x, workspace);
  }

  /**
   * Parameter or running statistic by name: W1, b1, gamma1, beta1, running_mean1, ...
   *
   * @throws IllegalArgumentException if there is no such name
   */
  public DenseMatrix matrix(String name) {
    double[] values = values(name);
    Tensor tensor = tensor(name);
    return new DenseMatrix(tensor.parameter().rows(), tensor.parameter().columns(), values, true);
  }

  /**
   * Elements of a parameter or running statistic, row by row.
   *
   * @throws IllegalArgumentException if there is no such name
   */
  public double[] values(String name) {
    Tensor tensor = tensor(name);
    double[] from = network.weightTensors().contains(tensor) ? weights : statistics;
    return Arrays.copyOfRange(from, tensor.offset(), tensor.end());
  }

  /** Parameters, followed by running statistics. */
  public static List<Tensor> tensors(Network network) {
    return Stream.concat(network.weightTensors().stream(), network.statisticTensors().stream())
        .toList();
  }

  private Tensor tensor(String name) {
    return tensors(network).stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no parameter %s; there are %s"
                        .formatted(name, tensors(network).stream().map(Tensor::name).toList())));
  }
}
