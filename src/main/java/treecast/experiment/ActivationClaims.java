package treecast.experiment;

import java.util.List;
import treecast.nn.ActivationStatistics;
import treecast.report.Block.Claim;

/** Claims about the activations of untrained networks. */
final class ActivationClaims {
  private ActivationClaims() {}

  /**
   * The chapter's claims.
   *
   * @param all sigmoid, ReLU and tanh, each with 1, 0.01, Xavier and He
   */
  static List<Claim> of(List<LayerActivations> all) {
    return List.of(
        vanishing(all.get(0)),
        alike(all.get(1)),
        spread(all.get(2)),
        relu(all.get(5), all.get(6), all.get(7)));
  }

  private static Claim vanishing(LayerActivations large) {
    double edges = large.of().stream().mapToDouble(l -> l.low() + l.high()).min().orElseThrow();
    return new Claim(
        "With a standard deviation of 1 a sigmoid's activations pile up at 0 and 1, where its"
            + " gradient vanishes.",
        "in each layer %s of them or more lie below 0.05 or above 0.95"
            .formatted(NumberText.text(edges)),
        "In every layer it is more than half of them.",
        edges > 0.5);
  }

  private static Claim alike(LayerActivations small) {
    double off = small.of().stream().mapToDouble(l -> Math.abs(l.mean() - 0.5)).max().orElseThrow();
    double widest =
        small.of().stream().mapToDouble(ActivationStatistics::deviation).max().orElseThrow();
    return new Claim(
        "With 0.01 they pile up at 0.5.",
        "means differ from 0.5 by %s at most, deviations are %s at most"
            .formatted(NumberText.text(off), NumberText.text(widest)),
        "In every layer the mean is within 0.02 of 0.5 and the deviation below 0.04.",
        off < 0.02 && widest < 0.04);
  }

  private static Claim spread(LayerActivations xavier) {
    double narrow =
        xavier.of().stream().mapToDouble(ActivationStatistics::deviation).min().orElseThrow();
    double ends = xavier.of().stream().mapToDouble(l -> l.low() + l.high()).max().orElseThrow();
    return new Claim(
        "With Xavier's they are well spread.",
        "deviations are %s at least, at most %s of a layer lie at the ends"
            .formatted(NumberText.text(narrow), NumberText.text(ends)),
        "In every layer the deviation is above 0.09 and less than 2 % lie below 0.05 or above"
            + " 0.95.",
        narrow > 0.09 && ends < 0.02);
  }

  private static Claim relu(LayerActivations small, LayerActivations xavier, LayerActivations he) {
    return new Claim(
        "ReLU wants He's: with 0.01 its activations vanish, with Xavier's they shrink layer by"
            + " layer, with He's they keep their width.",
        "deviation of the last layer beside the first: 0.01 %s, Xavier %s, He %s"
            .formatted(
                NumberText.text(small.kept()),
                NumberText.text(xavier.kept()),
                NumberText.text(he.kept())),
        "The last layer's deviation beside the first's is below 0.001 with 0.01, below a half with"
            + " Xavier's and between a half and two with He's.",
        small.kept() < 1e-3 && xavier.kept() < 0.5 && he.kept() > 0.5 && he.kept() < 2);
  }

  /** Reference values for the deviations of the last layer, which need no data. */
  static List<Reference> references(String experiment, List<LayerActivations> all) {
    return all.stream()
        .map(
            layers ->
                Reference.of(
                    experiment,
                    layers.fullName() + ", deviation of layer 5",
                    layers.last().deviation()))
        .toList();
  }
}
