package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import treecast.linalg.Window;
import treecast.nn.Architecture;
import treecast.nn.ConvolutionStage;
import treecast.nn.ConvolutionalNet;
import treecast.nn.MultiLayerNet;
import treecast.nn.MultiLayerNetExtend;
import treecast.nn.NamedObjective;
import treecast.nn.ObjectiveArchitecture;

/**
 * Settings of a plan's network that give an architecture: the inverse of {@link NetworkSettings}.
 */
public final class NetworkText {
  private NetworkText() {}

  /** Settings below {@code network} that give this architecture. */
  public static Config of(Architecture architecture) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (architecture instanceof ObjectiveArchitecture other) {
      add(other.base(), values);
      named("objective", other.objective().name(), other.objective().settings(), values);
    } else {
      add(architecture, values);
      named("objective", NamedObjective.CROSS_ENTROPY.name(), Map.of(), values);
    }
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, Object> value : values.entrySet()) {
      config =
          config.withValue(
              "network." + value.getKey(), ConfigValueFactory.fromAnyRef(value.getValue()));
    }
    return config;
  }

  /** Kind, sizes and activation of an architecture in a few words. */
  public static String describe(Architecture architecture) {
    Config network = of(architecture).getConfig("network");
    return "%s, hidden %s, %s%s%s"
        .formatted(
            network.getString("kind"),
            network.getIntList("hidden"),
            network.getString("activation.name"),
            network.getBoolean("batchNorm") ? ", batch norm" : "",
            network.getDouble("dropout") > 0 ? ", dropout " + network.getDouble("dropout") : "");
  }

  private static void add(Architecture architecture, Map<String, Object> values) {
    values.put("kind", architecture.kind());
    if (architecture instanceof MultiLayerNet net) {
      add(net, values);
      values.put("batchNorm", false);
      values.put("dropout", 0);
    } else if (architecture instanceof MultiLayerNetExtend net) {
      add(net, values);
    } else if (architecture instanceof ConvolutionalNet net) {
      add(net.rest(), values);
      add(net.stage(), values);
    } else {
      throw new IllegalArgumentException("unknown kind " + architecture.kind());
    }
  }

  private static void add(MultiLayerNetExtend net, Map<String, Object> values) {
    add(net.base(), values);
    values.put("batchNorm", net.batchNorm());
    values.put("dropout", number(net.dropout()));
  }

  private static void add(MultiLayerNet net, Map<String, Object> values) {
    values.put("hidden", net.hidden());
    named("activation", net.activation().name(), net.activation().settings(), values);
    values.put("init", net.initializer().name());
    values.put("weightDecay", number(net.weightDecay()));
  }

  /** A number as people write it: 0 and not 0.0. */
  private static Object number(double value) {
    return value == (int) value ? (Object) (int) value : (Object) value;
  }

  private static void named(
      String key, String name, Map<String, String> settings, Map<String, Object> values) {
    values.put(key + ".name", name);
    settings.forEach((setting, value) -> values.put(key + "." + setting, value));
  }

  private static void add(ConvolutionStage stage, Map<String, Object> values) {
    Window window = stage.window();
    Window pool = stage.pool();
    values.put("conv.filters", stage.filters());
    values.put("conv.window", window.height());
    values.put("conv.stride", window.stride());
    values.put("conv.padding", window.padding());
    values.put("conv.pool", pool.height());
    values.put("conv.poolStride", pool.stride());
  }
}
