package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import treecast.config.Configuration;
import treecast.config.NetworkSettings;
import treecast.config.PlanFormat;
import treecast.config.PlanLayers;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.data.DataException;
import treecast.exchange.ImportedNetwork;
import treecast.linalg.Shape;
import treecast.nn.Architecture;
import treecast.nn.Layers;

/**
 * Settings of an imported network: what the shapes of its arrays say, and what the user says of the
 * rest, such as the activation.
 *
 * @param where the file's name, for messages
 * @param layers settings of the user
 */
record ImportedSettings(String where, ImportedNetwork network, PlanLayers layers) {
  private static final String ACTIVATION = "network.activation";

  /** Architecture by the shapes and the user's settings. */
  Architecture architecture() {
    return architecture(PlanSettings.of(plan()).on(Integer.MAX_VALUE));
  }

  private Config plan() {
    Config wanted =
        layers.over(config(Map.of("network.dropout", 0)), layers.format(PlanFormat::newest));
    if (!wanted.hasPath(ACTIVATION)) {
      throw new SettingsException(
          "%s: expected the activation of the hidden layers, which no shape in %s says, found nothing (--set %s=%s)"
              .formatted(
                  ACTIVATION, where, ACTIVATION, String.join(" or ", Layers.registry().names())));
    }
    Map<String, Object> told = told(wanted);
    told.forEach((key, value) -> requireSame(wanted, key, value));
    requireSizes(wanted);
    return Configuration.under(Configuration.merged(List.of(wanted, config(told))));
  }

  /** What the shapes say. */
  private Map<String, Object> told(Config wanted) {
    Map<String, Object> told = new LinkedHashMap<>();
    boolean plain =
        wanted.hasPath("network.kind")
            && NetworkSettings.plain(wanted.getString("network.kind")).equals("multilayernet");
    String dense = plain && !network.batchNorm() ? "MultiLayerNet" : "MultiLayerNetExtend";
    told.put("network.kind", network.isConvolutional() ? "conv" : dense);
    told.put("network.hidden", network.hidden());
    told.put("network.batchNorm", network.batchNorm());
    if (network.isConvolutional()) {
      List<Integer> filters = network.filters();
      if (!filters.get(2).equals(filters.get(3))) {
        throw new DataException(
            "%s: expected square filters, found %d x %d"
                .formatted(where, filters.get(2), filters.get(3)));
      }
      told.put("network.conv.filters", filters.get(0));
      told.put("network.conv.window", filters.get(2));
    }
    return told;
  }

  private void requireSame(Config wanted, String key, Object told) {
    if (!wanted.hasPath(key)) {
      return;
    }
    ConfigValue value = wanted.getValue(key);
    String here = text(value);
    String there = text(ConfigValueFactory.fromAnyRef(told));
    boolean same = here.replace("-", "").equalsIgnoreCase(there.replace("-", ""));
    boolean kinds =
        key.equals("network.kind")
            && !network.isConvolutional()
            && List.of("multilayernet", "multilayernetextend")
                .contains(NetworkSettings.plain(here));
    if (!same && !kinds && !here.equals("default")) {
      throw new SettingsException(
          "%s: expected %s, as the shapes in %s say, found %s".formatted(key, there, where, here));
    }
  }

  private static String text(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise()).replace("\"", "");
  }

  /** A number of equal layers, if the user says one, is that of the file. */
  private void requireSizes(Config wanted) {
    List<Integer> hidden = network.hidden();
    boolean same =
        (!wanted.hasPath("network.depth") || wanted.getInt("network.depth") == hidden.size())
            && (!wanted.hasPath("network.width")
                || hidden.stream().allMatch(wanted.getNumber("network.width")::equals));
    if (!same) {
      throw new SettingsException(
          "network.depth and network.width: expected hidden layers of %s units, as the shapes in %s say, found others"
              .formatted(hidden, where));
    }
  }

  private Architecture architecture(PlanSettings plan) {
    if (!network.isConvolutional()) {
      return plan.network().architecture(Shape.flat(network.denseInputs()), network.outputs());
    }
    int channels = network.filters().get(1);
    Shape image =
        plan.data()
            .shape()
            .or(() -> plan.network().squareImage(channels, network.denseInputs()))
            .orElseThrow(
                () ->
                    new SettingsException(
                        "data.shape: expected the shape of the images, which the shapes in %s do not say, found nothing (--set data.shape=[%d,HEIGHT,WIDTH], and network.conv.stride, padding, pool and poolStride)"
                            .formatted(where, channels)));
    Architecture architecture = plan.network().architecture(image, network.outputs());
    requireFitting(architecture, image, channels);
    return architecture;
  }

  private void requireFitting(Architecture architecture, Shape image, int channels) {
    int inputs =
        architecture.network().weightTensors().stream()
            .filter(tensor -> tensor.name().equals("W2"))
            .mapToInt(tensor -> tensor.parameter().rows())
            .findFirst()
            .orElseThrow();
    if (image.channels() != channels || inputs != network.denseInputs()) {
      throw new SettingsException(
          "data.shape: expected images of %d channels with %d outputs of convolution and pooling, as the shapes in %s say, found %s with %d (network.conv.stride, padding, pool and poolStride count too)"
              .formatted(channels, network.denseInputs(), where, image, inputs));
    }
  }

  private static Config config(Map<String, Object> values) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, Object> value : values.entrySet()) {
      config = config.withValue(value.getKey(), ConfigValueFactory.fromAnyRef(value.getValue()));
    }
    return config;
  }
}
