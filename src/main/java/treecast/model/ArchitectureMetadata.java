package treecast.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import treecast.linalg.Shape;
import treecast.linalg.Window;
import treecast.nn.Activation;
import treecast.nn.Architecture;
import treecast.nn.ConvolutionStage;
import treecast.nn.ConvolutionalNet;
import treecast.nn.Initializer;
import treecast.nn.MultiLayerNet;
import treecast.nn.MultiLayerNetExtend;
import treecast.nn.NamedObjective;
import treecast.nn.ObjectiveArchitecture;

/**
 * Architecture as metadata of a safetensors header, which maps strings to strings. The key {@code
 * kind} decides the other keys; without it, as in old files, the architecture is a {@link
 * MultiLayerNetExtend}. The {@code inputs} of a {@link ConvolutionalNet} are those of its fully
 * connected part. Without {@code objective}, as in old files, the objective is {@link
 * NamedObjective#CROSS_ENTROPY}.
 */
final class ArchitectureMetadata {
  private static final String ACTIVATION = "activation";
  private static final String OBJECTIVE = "objective";

  private ArchitectureMetadata() {}

  static void write(Architecture architecture, ObjectNode metadata) {
    if (architecture instanceof ObjectiveArchitecture other) {
      write(other.base(), metadata);
      write(OBJECTIVE, other.objective().name(), other.objective().settings(), metadata);
      return;
    }
    metadata.put("kind", architecture.kind());
    if (architecture instanceof MultiLayerNet net) {
      write(net, metadata);
    } else if (architecture instanceof MultiLayerNetExtend net) {
      write(net, metadata);
    } else if (architecture instanceof ConvolutionalNet net) {
      write(net.stage(), metadata);
      write(net.rest(), metadata);
    } else {
      throw new IllegalArgumentException(
          "a model file cannot hold an architecture of the kind " + architecture.kind());
    }
  }

  private static void write(MultiLayerNet net, ObjectNode metadata) {
    metadata
        .put("inputs", String.valueOf(net.inputs()))
        .put("hidden", join(net.hidden()))
        .put("outputs", String.valueOf(net.outputs()))
        .put("init", net.initializer().name())
        .put("weightDecay", String.valueOf(net.weightDecay()));
    write(ACTIVATION, net.activation().name(), net.activation().settings(), metadata);
  }

  /**
   * Writes the name of a provider, and its settings with the key and a dot in front of their names.
   */
  private static void write(
      String key, String name, Map<String, String> settings, ObjectNode metadata) {
    metadata.put(key, name);
    settings.forEach((setting, value) -> metadata.put(key + "." + setting, value));
  }

  private static void write(MultiLayerNetExtend net, ObjectNode metadata) {
    write(net.base(), metadata);
    metadata
        .put("batchNorm", String.valueOf(net.batchNorm()))
        .put("dropout", String.valueOf(net.dropout()));
  }

  private static void write(ConvolutionStage stage, ObjectNode metadata) {
    Shape image = stage.image();
    metadata
        .put("image", join(List.of(image.channels(), image.height(), image.width())))
        .put("filters", String.valueOf(stage.filters()))
        .put("window", join(stage.window()))
        .put("pool", join(stage.pool()));
  }

  private static String join(Window window) {
    return join(List.of(window.height(), window.width(), window.stride(), window.padding()));
  }

  private static String join(List<Integer> numbers) {
    return String.join(",", numbers.stream().map(String::valueOf).toList());
  }

  /**
   * Reads the architecture.
   *
   * @throws IllegalArgumentException if a key is missing or its value is invalid
   */
  static Architecture read(JsonNode metadata) {
    Architecture layers = layers(metadata);
    if (!metadata.has(OBJECTIVE)) {
      return layers;
    }
    NamedObjective objective =
        new NamedObjective(metadata.get(OBJECTIVE).asText(), settings(metadata, OBJECTIVE));
    return objective.equals(NamedObjective.CROSS_ENTROPY)
        ? layers
        : new ObjectiveArchitecture(layers, objective);
  }

  private static Architecture layers(JsonNode metadata) {
    String kind = metadata.path("kind").asText("MultiLayerNetExtend");
    return switch (kind) {
      case "MultiLayerNet" -> base(metadata);
      case "MultiLayerNetExtend" -> extend(metadata);
      case "conv" -> new ConvolutionalNet(stage(metadata), extend(metadata));
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private static MultiLayerNetExtend extend(JsonNode metadata) {
    return new MultiLayerNetExtend(
        base(metadata),
        Boolean.parseBoolean(metadata.required("batchNorm").asText()),
        number(metadata, "dropout", 1));
  }

  private static MultiLayerNet base(JsonNode metadata) {
    List<Integer> hidden =
        numbers(metadata, "hidden").map(ArchitectureMetadata::positive).boxed().toList();
    return new MultiLayerNet(
        units(metadata, "inputs"),
        hidden,
        units(metadata, "outputs"),
        activation(metadata),
        Initializer.of(metadata.required("init").asText()),
        number(metadata, "weightDecay", Double.POSITIVE_INFINITY));
  }

  private static Activation activation(JsonNode metadata) {
    return new Activation(metadata.required(ACTIVATION).asText(), settings(metadata, ACTIVATION));
  }

  private static Map<String, String> settings(JsonNode metadata, String key) {
    Map<String, String> settings = new TreeMap<>();
    String prefix = key + ".";
    metadata
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), metadata.get(name).asText());
              }
            });
    return settings;
  }

  private static ConvolutionStage stage(JsonNode metadata) {
    int[] image = numbers(metadata, "image", 3);
    return new ConvolutionStage(
        new Shape(image[0], image[1], image[2]),
        units(metadata, "filters"),
        window(numbers(metadata, "window", 4)),
        window(numbers(metadata, "pool", 4)));
  }

  private static Window window(int[] numbers) {
    return new Window(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private static int units(JsonNode metadata, String key) {
    return positive(Integer.parseInt(metadata.required(key).asText()));
  }

  private static int positive(int units) {
    if (units < 1) {
      throw new IllegalArgumentException("expected 1 or more, found " + units);
    }
    return units;
  }

  private static int[] numbers(JsonNode metadata, String key, int count) {
    int[] numbers = numbers(metadata, key).toArray();
    if (numbers.length != count) {
      throw new IllegalArgumentException("expected %d numbers of %s".formatted(count, key));
    }
    return numbers;
  }

  private static IntStream numbers(JsonNode metadata, String key) {
    return Arrays.stream(metadata.required(key).asText().split(",", -1))
        .mapToInt(Integer::parseInt);
  }

  private static double number(JsonNode metadata, String key, double below) {
    double number = Double.parseDouble(metadata.required(key).asText());
    if (!(number >= 0 && number < below)) {
      throw new IllegalArgumentException("expected 0 to below " + below + ", found " + number);
    }
    return number;
  }
}
