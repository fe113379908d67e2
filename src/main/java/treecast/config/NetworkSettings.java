package treecast.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import treecast.data.DataSet;
import treecast.model.ModelFile;
import treecast.nn.Activation;
import treecast.nn.Architecture;
import treecast.nn.ConvolutionStage;
import treecast.nn.ConvolutionalNet;
import treecast.nn.Initializer;
import treecast.nn.LayerProvider;
import treecast.nn.Layers;
import treecast.nn.MultiLayerNet;
import treecast.nn.MultiLayerNetExtend;
import treecast.nn.NamedObjective;
import treecast.nn.ObjectiveArchitecture;
import treecast.nn.ObjectiveProvider;
import treecast.nn.Objectives;

/**
 * Settings of the network, before the data set is known.
 *
 * @param convolution settings of the convolution stage, if there is one
 * @param hidden number of units of each fully connected hidden layer
 */
public record NetworkSettings(
    Optional<ConvolutionSettings> convolution,
    List<Integer> hidden,
    Activation activation,
    Initializer initializer,
    boolean batchNorm,
    double dropout,
    double weightDecay,
    NamedObjective objective) {
  private static final double BELOW_ONE = Math.nextDown(1.0);

  private enum Kind {
    MULTILAYERNET,
    MULTILAYERNETEXTEND,
    CONV
  }

  static NetworkSettings read(Settings settings) {
    settings.section("network");
    Kind kind = settings.made("network.kind", NetworkSettings::kind);
    boolean batchNorm = settings.truth("network.batchNorm");
    double dropout = settings.number("network.dropout", "a share from 0 to below 1", 0, BELOW_ONE);
    if (kind == Kind.MULTILAYERNET && batchNorm) {
      throw settings.bad("network.batchNorm", "false, as MultiLayerNet has no batch norm");
    }
    if (kind == Kind.MULTILAYERNET && dropout > 0) {
      throw settings.bad("network.dropout", "0, as MultiLayerNet has no dropout");
    }
    return new NetworkSettings(
        kind == Kind.CONV ? Optional.of(ConvolutionSettings.read(settings)) : Optional.empty(),
        settings.sizes("network.hidden"),
        activation(settings),
        settings.made("network.init", Initializer::of),
        batchNorm,
        dropout,
        settings.number("network.weightDecay", "a number, 0 or more", 0, Double.MAX_VALUE),
        objective(settings));
  }

  /** Reads the activation of hidden layers, and checks it by making a layer of one unit. */
  private static Activation activation(Settings settings) {
    ProviderSettings<LayerProvider> chosen =
        ProviderSettings.read(settings, "network.activation", Layers.registry());
    Activation activation = new Activation(chosen.provider().name(), chosen.values().texts());
    chosen.make((provider, values) -> activation.layer(1));
    return activation;
  }

  private static NamedObjective objective(Settings settings) {
    ProviderSettings<ObjectiveProvider> chosen =
        ProviderSettings.read(settings, "network.objective", Objectives.registry());
    NamedObjective objective =
        new NamedObjective(chosen.provider().name(), chosen.values().texts());
    chosen.make((provider, values) -> objective.objective());
    return objective;
  }

  /** Canonical form of a kind's name: lower case without hyphens. */
  static String plain(String kind) {
    return kind.toLowerCase(Locale.ROOT).replace("-", "");
  }

  private static Kind kind(String name) {
    return Arrays.stream(Kind.values())
        .filter(kind -> plain(kind.name()).equals(plain(name)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected MultiLayerNet, MultiLayerNetExtend or conv, found " + name));
  }

  /**
   * Architecture for a data set.
   *
   * @throws SettingsException if windows do not fit its images, or if the network is too large for
   *     a model file
   */
  public Architecture architecture(DataSet data) {
    Optional<ConvolutionStage> stage = convolution.map(c -> c.stage(data.shape()));
    int inputs = stage.map(s -> s.output().size()).orElse(data.features());
    MultiLayerNetExtend connected =
        new MultiLayerNetExtend(
            new MultiLayerNet(inputs, hidden, data.classes(), activation, initializer, weightDecay),
            batchNorm,
            dropout);
    Architecture layers =
        stage.<Architecture>map(s -> new ConvolutionalNet(s, connected)).orElse(connected);
    Architecture architecture =
        objective.equals(NamedObjective.CROSS_ENTROPY)
            ? layers
            : new ObjectiveArchitecture(layers, objective);
    if (!ModelFile.holds(architecture)) {
      throw new SettingsException(
          "network.hidden: expected a network of at most %,d parameters, found more with %s"
              .formatted(ModelFile.MAX_VALUES, hidden));
    }
    return architecture;
  }
}
