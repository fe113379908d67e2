package treecast.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import treecast.linalg.FlatArray;
import treecast.linalg.Gemm;
import treecast.linalg.Workspace;
import treecast.nn.Layer.Context;

/**
 * Layout of a network's flat arrays: the positions of the parameters and the running statistics of
 * each layer, layer by layer, in one array each.
 */
final class Layout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] layerIndices;
  private final int[] firstMasks;
  private final int[] weightOffsets;
  private final int[] statisticOffsets;

  @SuppressWarnings("serial") // serialisable lists, which the interface does not say
  private final List<Tensor> weights;

  @SuppressWarnings("serial")
  private final List<Tensor> statistics;

  /**
   * Lays out the parameters and statistics of layers.
   *
   * @throws IllegalArgumentException if two tensors would have one name
   * @throws ArithmeticException if there are more parameters than one array holds
   */
  Layout(List<Layer> layers) {
    layerIndices = layerIndices(layers);
    firstMasks = firstMasks(layers);
    weightOffsets = offsets(layers, Layer::parameters);
    statisticOffsets = offsets(layers, Layer::statistics);
    weights = tensors(layers, Layer::parameters, weightOffsets);
    statistics = tensors(layers, Layer::statistics, statisticOffsets);
    requireNames();
  }

  /** Index of the hidden layer to which each layer belongs: a weight matrix begins a new one. */
  private static int[] layerIndices(List<Layer> layers) {
    int[] layerIndices = new int[layers.size()];
    int number = 0;
    for (int l = 0; l < layerIndices.length; l++) {
      number += layers.get(l).parameters().stream().anyMatch(Parameter::decays) ? 1 : 0;
      layerIndices[l] = number;
    }
    return layerIndices;
  }

  private int[] firstMasks(List<Layer> layers) {
    int[] first = new int[layers.size()];
    for (int l = 1; l < first.length; l++) {
      first[l] =
          layerIndices[l] == layerIndices[l - 1] ? first[l - 1] + layers.get(l - 1).masks() : 0;
    }
    return first;
  }

  private static int[] offsets(List<Layer> layers, Function<Layer, List<Parameter>> of) {
    int[] offsets = new int[layers.size() + 1];
    for (int l = 0; l < layers.size(); l++) {
      int size =
          of.apply(layers.get(l)).stream().mapToInt(Parameter::size).reduce(0, Math::addExact);
      offsets[l + 1] = Math.addExact(offsets[l], size);
    }
    return offsets;
  }

  private List<Tensor> tensors(
      List<Layer> layers, Function<Layer, List<Parameter>> of, int[] offsets) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      int at = offsets[l];
      int matrix = 0;
      for (Parameter parameter : of.apply(layers.get(l))) {
        String name = name(layers, l, parameter.symbol());
        tensors.add(
            new Tensor(name, parameter, at, layerIndices[l], parameter.decays() ? matrix : 0));
        at += parameter.size();
        matrix += parameter.decays() ? 1 : 0;
      }
    }
    return List.copyOf(tensors);
  }

  /**
   * Name of a tensor: the symbol, the hidden layer's index and, from the second layer with both on,
   * a count.
   */
  private String name(List<Layer> layers, int layer, String symbol) {
    long before =
        IntStream.range(0, layer)
            .filter(l -> layerIndices[l] == layerIndices[layer] && has(layers.get(l), symbol))
            .count();
    return symbol + layerIndices[layer] + (before == 0 ? "" : "_" + (before + 1));
  }

  private static boolean has(Layer layer, String symbol) {
    return Stream.concat(layer.parameters().stream(), layer.statistics().stream())
        .anyMatch(parameter -> parameter.symbol().equals(symbol));
  }

  private void requireNames() {
    Set<String> names = new HashSet<>();
    Stream.concat(weights.stream(), statistics.stream())
        .map(Tensor::name)
        .filter(name -> !names.add(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "expected tensors with different names, found two with the name " + name);
            });
  }

  /** Parameters with their names. */
  List<Tensor> weights() {
    return weights;
  }

  /** Running statistics with their names. */
  List<Tensor> statistics() {
    return statistics;
  }

  /** Number of all parameters. */
  int parameterCount() {
    return weightOffsets[layerIndices.length];
  }

  /** Number of parameters of a layer. */
  int parameterCount(int layer) {
    return weightOffsets[layer + 1] - weightOffsets[layer];
  }

  /** Number of all running statistics. */
  int statisticCount() {
    return statisticOffsets[layerIndices.length];
  }

  /**
   * Context of a layer's computation.
   *
   * @param layer index of the layer, from 0
   * @param all the weights of all layers
   * @param sums the statistics of all layers
   */
  Context context(int layer, Slice all, Slice sums, Gemm gemm, Workspace workspace) {
    return new Context(
        weights(layer, all),
        window(layer, sums, statisticOffsets),
        layerIndices[layer],
        firstMasks[layer],
        gemm,
        workspace);
  }

  /** Section of a layer, counted from 0, in the weights or in their gradient. */
  Slice weights(int layer, Slice all) {
    return window(layer, all, weightOffsets);
  }

  /**
   * Section of a layer. A layer without parameters gets the whole array, which it does not read;
   * this saves an object.
   */
  private static Slice window(int layer, Slice all, int[] offsets) {
    return offsets[layer] == offsets[layer + 1] ? all : all.from(offsets[layer]);
  }

  /** Parameters of a layer, counted from 0. */
  List<Tensor> weightsOf(int layer) {
    return within(weights, weightOffsets, layer);
  }

  /** Running statistics of a layer, counted from 0. */
  List<Tensor> statisticsOf(int layer) {
    return within(statistics, statisticOffsets, layer);
  }

  private static List<Tensor> within(List<Tensor> tensors, int[] offsets, int layer) {
    return tensors.stream()
        .filter(t -> t.offset() >= offsets[layer] && t.offset() < offsets[layer + 1])
        .toList();
  }

  /** Length of the array of a {@link GradientAndLoss}. */
  int gradientAndLossLength() {
    return parameterCount() + statisticCount() + 2;
  }

  /**
   * Sections of an array.
   *
   * @throws IllegalArgumentException if its length does not fit
   */
  GradientAndLoss gradientAndLoss(FlatArray array) {
    if (array.length() != gradientAndLossLength()) {
      throw new IllegalArgumentException(
          "expected a gradient of %d, %d batch statistics, a weight and a loss, found an array of %d"
              .formatted(parameterCount(), statisticCount(), array.length()));
    }
    return new GradientAndLoss(array, parameterCount());
  }
}
