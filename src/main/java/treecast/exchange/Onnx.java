package treecast.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import treecast.data.ClassLabels;
import treecast.exchange.ExportedFile.Fact;
import treecast.linalg.Precision;
import treecast.linalg.Shape;
import treecast.model.AveragingMethod;
import treecast.model.Classifier;
import treecast.model.Ensemble;
import treecast.model.Model;
import treecast.nn.Convolution;
import treecast.nn.ImageLayer;
import treecast.nn.Layer;
import treecast.nn.Objective;
import treecast.nn.SoftmaxCrossEntropy;

/**
 * Export of a network or an ensemble to one ONNX file, whose graph takes features before encoding,
 * filling and scaling, and gives the probability of each class and the label of the predicted one.
 *
 * <p>A graph computes what {@link Classifier} computes, with the sums of the program that runs it.
 */
public final class Onnx {
  private final OnnxGraph graph = new OnnxGraph();
  private final Classifier model;
  private final Precision precision;

  private Onnx(Classifier model, Precision precision) {
    this.model = model;
    this.precision = precision;
  }

  /**
   * Exports a model.
   *
   * @param precision of the weights and of the computation
   * @param version of Treecast, which the file names as its producer
   * @param metadata further properties of the file
   * @throws ExportException if ONNX has no operator for a layer or for the objective, if single
   *     precision cannot hold a weight, or if the file would have 2 GiB or more
   */
  public static ExportedFile encode(
      Classifier model, Precision precision, String version, Map<String, String> metadata) {
    Onnx export = new Onnx(model, precision);
    export.add();
    String operators = "opset " + OnnxGraph.OPSET + export.graph.otherOperators();
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact("format", "ONNX of IR version %d, %s".formatted(OnnxGraph.IR_VERSION, operators)));
    facts.add(new Fact("producer", "treecast " + version));
    if (precision == Precision.DOUBLE && export.convolves()) {
      facts.add(new Fact("note", "onnxruntime has convolutions in single precision only"));
    }
    return new ExportedFile(export.graph.encode(version, metadata), facts, export.graph.entries());
  }

  private void add() {
    requireSoftmax(model.objective());
    List<Model> members = members();
    Optional<Shape> image = members.stream().flatMap(m -> image(m).stream()).findFirst();
    OnnxFeatures features =
        new OnnxFeatures(graph, model.encoding(), model.inputs(), image, precision);
    String x = features.add();
    List<String> scores = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      String prefix = members.size() == 1 ? "" : "member%d/".formatted(i + 1);
      scores.add(
          new OnnxNetwork(graph, precision, members.get(i), prefix).add(x, image.isPresent()));
    }
    if (model instanceof Ensemble ensemble) {
      addOutputs(mean(scores, ensemble.average()), ensemble.average() == AveragingMethod.SCORES);
    } else {
      addOutputs(scores.get(0), true);
    }
  }

  private List<Model> members() {
    return model instanceof Ensemble all ? all.members() : List.of((Model) model);
  }

  private boolean convolves() {
    return members().stream()
        .flatMap(member -> member.architecture().layers().stream())
        .anyMatch(Convolution.class::isInstance);
  }

  private static void requireSoftmax(Objective objective) {
    if (!(objective instanceof SoftmaxCrossEntropy)) {
      throw new ExportException(
          "objective %s: expected the softmax of %s, which ONNX has an operator for, found %s"
              .formatted(
                  objective.name(),
                  new SoftmaxCrossEntropy().name(),
                  objective.getClass().getName()));
    }
  }

  private static Optional<Shape> image(Model model) {
    Layer first = model.architecture().layers().get(0);
    return first instanceof ImageLayer ? Optional.of(first.input()) : Optional.empty();
  }

  /** Mean over members, summed in their order. */
  private String mean(List<String> scores, AveragingMethod method) {
    List<String> averaged =
        switch (method) {
          case PROBABILITIES -> scores.stream().map(s -> softmax(s + "_probabilities", s)).toList();
          case SCORES -> scores;
          case VOTES -> scores.stream().map(this::votes).toList();
        };
    String sum = averaged.get(0);
    for (int i = 1; i < averaged.size(); i++) {
      sum = graph.node("sum_of_%d".formatted(i + 1), "Add", List.of(sum, averaged.get(i)));
    }
    String count = graph.constant("member_count", precision, List.of(1), scores.size());
    return graph.node("mean", "Div", List.of(sum, count));
  }

  /** One for the class with the largest score, zero for the others. */
  private String votes(String scores) {
    String guess = predicted(scores + "_class", scores, 1);
    String classes =
        graph.constant(
            scores + "_classes", IntStream.range(0, model.outputs()).asLongStream().toArray());
    String equal = graph.node(scores + "_vote", "Equal", List.of(guess, classes));
    return graph.node(
        scores + "_vote_as_number",
        "Cast",
        List.of(equal),
        OnnxAttribute.number("to", OnnxType.of(precision).number()));
  }

  /** Index of the largest score; among equals, the first. */
  private String predicted(String name, String scores, int keptDimensions) {
    return graph.node(
        name,
        "ArgMax",
        List.of(scores),
        OnnxAttribute.number("axis", 1),
        OnnxAttribute.number("keepdims", keptDimensions));
  }

  private String softmax(String name, String scores) {
    return graph.node(name, "Softmax", List.of(scores), OnnxAttribute.number("axis", 1));
  }

  private void addOutputs(String scores, boolean softmax) {
    String probabilities = "probabilities";
    if (softmax) {
      softmax(probabilities, scores);
    } else {
      graph.node(probabilities, "Identity", List.of(scores));
    }
    ClassLabels classes = model.encoding().classes();
    String guess = predicted("class", scores, 0);
    boolean whole = classes.labels().stream().allMatch(Onnx::isWhole);
    String labels =
        whole
            ? graph.constant(
                "labels", classes.labels().stream().mapToLong(Long::parseLong).toArray())
            : graph.constant("labels", classes.labels());
    graph.node("label", "Gather", List.of(labels, guess), OnnxAttribute.number("axis", 0));
    OnnxType type = whole ? OnnxType.INT64 : OnnxType.STRING;
    graph.output("label", type, List.of(), "label of the class with the largest score");
    graph.output(
        probabilities,
        OnnxType.of(precision),
        List.of(model.outputs()),
        "probability of each class: " + String.join(", ", classes.labels()));
  }

  /** Whether a label is a whole number as such numbers are written. */
  private static boolean isWhole(String label) {
    return label.matches("0|-?[1-9]\\d{0,17}");
  }
}
