package treecast.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import treecast.data.DataSet;
import treecast.linalg.Shape;
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
 * @param batchNorm whether there is batch norm; empty if that depends on the rows
 * @param dropout probability of dropout; empty if it depends on the rows
 * @param weightDecay lambda of weight decay; empty if it depends on the rows
 */
public record NetworkSettings(
    Optional<ConvolutionSettings> convolution,
    List<Integer> hidden,
    Activation activation,
    Initializer initializer,
    Optional<Boolean> batchNorm,
    Optional<Double> dropout,
    Optional<Double> weightDecay,
    NamedObjective objective) {
  /** Keys of the sizes of hidden layers: a list, or in its place a number of equal layers. */
  static final String HIDDEN = "network.hidden";

  static final String DEPTH = "network.depth";
  static final String WIDTH = "network.width";

  private static final int MAX_DEPTH = 1_000;
  private static final double BELOW_ONE = Math.nextDown(1.0);

  private enum Kind {
    MULTILAYERNET,
    MULTILAYERNETEXTEND,
    CONV
  }

  static NetworkSettings read(Settings settings) {
    settings.section("network");
    Kind kind = settings.made("network.kind", NetworkSettings::kind);
    boolean plain = kind == Kind.MULTILAYERNET;
    Optional<Boolean> batchNorm =
        left(settings, "network.batchNorm", plain, false, settings::truth);
    Optional<Double> dropout = left(settings, "network.dropout", plain, 0.0, share(settings));
    if (plain && !batchNorm.equals(Optional.of(false))) {
      throw settings.bad("network.batchNorm", "false, as MultiLayerNet has no batch norm");
    }
    if (plain && !dropout.equals(Optional.of(0.0))) {
      throw settings.bad("network.dropout", "0, as MultiLayerNet has no dropout");
    }
    return new NetworkSettings(
        kind == Kind.CONV ? Optional.of(ConvolutionSettings.read(settings)) : Optional.empty(),
        hidden(settings),
        activation(settings),
        settings.made("network.init", Initializer::of),
        batchNorm,
        dropout,
        left(settings, "network.weightDecay", plain, 0.0, lambda(settings)),
        objective(settings));
  }

  /**
   * Sizes of the hidden layers: each of them, or how many there are and how many units each has.
   */
  private static List<Integer> hidden(Settings settings) {
    for (String key : List.of(DEPTH, WIDTH)) {
      if (settings.has(key) && settings.has(HIDDEN)) {
        throw settings.bad(key, "network.depth and network.width, or network.hidden, and not both");
      }
    }
    return settings.has(DEPTH)
        ? Collections.nCopies(
            settings.integer(DEPTH, 1, MAX_DEPTH), settings.integer(WIDTH, 1, Integer.MAX_VALUE))
        : settings.sizes(HIDDEN);
  }

  /**
   * Value of a setting; empty if it depends on the rows, which that of a plain network does not.
   */
  private static <T> Optional<T> left(
      Settings settings, String key, boolean plain, T ofPlain, Function<String, T> reader) {
    if (!RowDefaults.isLeft(settings, key)) {
      return Optional.of(reader.apply(key));
    }
    return plain ? Optional.of(ofPlain) : Optional.empty();
  }

  private static Function<String, Double> share(Settings settings) {
    return key -> settings.number(key, "a share from 0 to below 1", 0, BELOW_ONE);
  }

  private static Function<String, Double> lambda(Settings settings) {
    return key -> settings.number(key, "a number, 0 or more", 0, Double.MAX_VALUE);
  }

  /**
   * Square image on which the convolution stage has so many outputs and leaves no pixel out; empty
   * if there is none, or more than one, or no convolution.
   */
  public Optional<Shape> squareImage(int channels, int outputs) {
    return convolution.flatMap(c -> c.squareImage(channels, outputs));
  }

  /** Whether nothing depends on the rows. */
  boolean isSettled() {
    return batchNorm.isPresent() && dropout.isPresent() && weightDecay.isPresent();
  }

  /** The same with batch norm, dropout and weight decay where they depended on the rows. */
  NetworkSettings with(boolean norm, double share, double lambda) {
    return new NetworkSettings(
        convolution,
        hidden,
        activation,
        initializer,
        Optional.of(batchNorm.orElse(norm)),
        Optional.of(dropout.orElse(share)),
        Optional.of(weightDecay.orElse(lambda)),
        objective);
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
  public static String plain(String kind) {
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
   * Architecture for a data set, with what depends on the rows as {@link PlanSettings#on} sets it.
   *
   * @throws SettingsException if windows do not fit its images, or if the network is too large for
   *     a model file
   */
  public Architecture architecture(DataSet data) {
    return architecture(data.shape(), data.classes());
  }

  /** The same for rows of a shape. */
  public Architecture architecture(Shape shape, int classes) {
    Optional<ConvolutionStage> stage = convolution.map(c -> c.stage(shape));
    int inputs = stage.map(s -> s.output().size()).orElse(shape.size());
    MultiLayerNetExtend connected =
        new MultiLayerNetExtend(
            new MultiLayerNet(
                inputs, hidden, classes, activation, initializer, weightDecay.orElseThrow()),
            batchNorm.orElseThrow(),
            dropout.orElseThrow());
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
