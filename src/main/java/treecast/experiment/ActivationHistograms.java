package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;
import treecast.nn.Activation;
import treecast.nn.ActivationStatistics;
import treecast.nn.Initializer;
import treecast.nn.Sigmoid;
import treecast.report.Block.Fact;
import treecast.report.Block.Table;
import treecast.training.Outcome;
import treecast.training.Trial;

/**
 * Histograms of the activations in an untrained network, by activation function and initial
 * weights.
 *
 * @param rows rows of normal input
 */
public record ActivationHistograms(int rows) implements Experiment {
  private static final int UNITS = 100;
  private static final int LAYERS = 5;
  private static final int BINS = 30;

  /**
   * Upper end of ReLU's axis, as a fraction of a layer's activations: its first bin holds half of
   * all and is cut off.
   */
  private static final double RELU_TOP = 0.07;

  private static final List<Initializer> INITIALIZERS =
      List.of(
          Initializer.of("1"),
          Initializer.of("0.01"),
          Initializer.of("xavier"),
          Initializer.of("he"));

  /** The experiment with the chapter's sizes. */
  public ActivationHistograms() {
    this(1000);
  }

  @Override
  public String name() {
    return "activations";
  }

  @Override
  public String title() {
    return "Activations of untrained networks";
  }

  @Override
  public List<Trial> trials(ExperimentContext context) {
    return List.of();
  }

  @Override
  public ExperimentResult result(ExperimentContext context, List<Outcome> none) {
    List<LayerActivations> all = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    for (Activation activation : List.of(Activation.SIGMOID, Activation.RELU, Activation.TANH)) {
      List<LayerActivations> each =
          INITIALIZERS.stream().map(i -> layers(activation, i, context.seed())).toList();
      charts.add(chart(activation, each, context));
      all.addAll(each);
    }
    return new ExperimentResult(
        "First weights decide whether activations stay spread from layer to layer: too large ones"
            + " pile them up at the ends of a sigmoid, too small ones in its middle.",
        charts,
        List.of(
            new Fact("input", "%d x %d, standard normal".formatted(rows, UNITS)),
            new Fact("network", "%d layers of %d, no biases, untrained".formatted(LAYERS, UNITS)),
            new Fact("standard deviations", "1; 0.01; Xavier √(1/100); He √(2/100)"),
            new Fact("bins", BINS + " from 0 to 1"),
            new Fact("shared", "input, and weights but for their scale")),
        table(all),
        ActivationClaims.of(all),
        ActivationClaims.references(name(), all),
        List.of(
            "What lies outside of 0 to 1 is in no bin: ReLU's large values, tanh's left half. Half of"
                + " ReLU's activations are 0: its first bar is cut off, so that the others are seen."));
  }

  private LayerActivations layers(Activation activation, Initializer initializer, long seed) {
    Matrix x = normal(rows, 1, seed, 0);
    List<ActivationStatistics> layers = new ArrayList<>();
    for (int layer = 1; layer <= LAYERS; layer++) {
      Matrix y = Matrix.zeros(rows, UNITS);
      double deviation = initializer.standardDeviation(UNITS);
      Gemm.fastest(Precision.DOUBLE).multiplyAdd(x, normal(UNITS, deviation, seed, layer), y);
      for (int i = 0; i < y.size(); i++) {
        y.values()[i] = activated(activation, y.values()[i]);
      }
      layers.add(ActivationStatistics.of(y, BINS, 0, 1));
      x = y;
    }
    return new LayerActivations(activation, initializer, layers);
  }

  private static double activated(Activation activation, double x) {
    return switch (activation.name()) {
      case "relu" -> Math.max(x, 0);
      case "sigmoid" -> Sigmoid.of(x);
      case "tanh" -> StrictMath.tanh(x);
      default -> throw new IllegalArgumentException("no function for " + activation);
    };
  }

  private static Matrix normal(int rows, double deviation, long seed, int layer) {
    RandomStream stream = RandomStream.of(Purpose.WEIGHTS, seed, layer);
    Matrix normal = Matrix.zeros(rows, UNITS);
    for (int i = 0; i < normal.size(); i++) {
      normal.values()[i] = deviation * stream.normal(i);
    }
    return normal;
  }

  private Chart chart(
      Activation activation, List<LayerActivations> each, ExperimentContext context) {
    String name = LayerActivations.nameOf(activation);
    List<Panel> panels = new ArrayList<>();
    for (LayerActivations layers : each) {
      double top =
          activation.equals(Activation.RELU) ? RELU_TOP * UNITS * rows : 1.05 * layers.tallest();
      for (int layer = 1; layer <= LAYERS; layer++) {
        double[] bars =
            IntStream.of(layers.of().get(layer - 1).histogram()).asDoubleStream().toArray();
        panels.add(
            new Panel(
                "layer " + layer,
                Axis.of("", 0, 1),
                Axis.of(layer == 1 ? layers.name() : "", 0, top),
                List.of(new Series.Bars("", 0, 1, bars))));
      }
    }
    return new Chart(
        "Activations behind %s, by first weights and layer".formatted(name),
        "Histograms of the activations from 0 to 1: a row for each standard deviation of the"
            + " weights, a column for each of five layers.",
        context.noteWithoutData(),
        LAYERS,
        panels);
  }

  private static Table table(List<LayerActivations> all) {
    return new Table(
        "The first and the last layer",
        List.of(
            "activation",
            "weights",
            "layer",
            "mean",
            "deviation",
            "below 0.05",
            "above 0.95",
            "exactly 0"),
        all.stream()
            .flatMap(l -> List.of(1, LAYERS).stream().map(layer -> row(l, layer)))
            .toList());
  }

  private static List<String> row(LayerActivations layers, int layer) {
    ActivationStatistics found = layers.of().get(layer - 1);
    List<String> row =
        new ArrayList<>(List.of(layers.activation().name(), layers.name(), String.valueOf(layer)));
    for (double value :
        new double[] {found.mean(), found.deviation(), found.low(), found.high(), found.zero()}) {
      row.add(NumberText.text(value));
    }
    return row;
  }
}
