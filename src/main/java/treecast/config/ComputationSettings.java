package treecast.config;

import treecast.linalg.Gemm;
import treecast.linalg.Precision;
import treecast.nn.Network;
import treecast.nn.SinglePrecision;

/**
 * Settings of the computation of scores and gradients.
 *
 * @param gemm name of the implementation of matrix multiplication
 * @param precision precision inside the shards, and of what they send and receive
 */
public record ComputationSettings(String gemm, Precision precision) {
  private static final String PRECISION = "precision";

  /** Reads the settings, and checks that the layers and the objective can compute so. */
  static ComputationSettings read(Settings settings, NetworkSettings network) {
    String gemm = settings.made("gemm", ComputationSettings::availableGemm);
    Precision precision = settings.oneOf(PRECISION, Precision.values(), Precision::key);
    if (precision == Precision.SINGLE) {
      settings.made(PRECISION, single -> requireSingle(network));
    }
    return new ComputationSettings(gemm, precision);
  }

  private static Precision requireSingle(NetworkSettings network) {
    SinglePrecision.require(network.activation().name(), network.activation().layer(1));
    SinglePrecision.require(network.objective().name(), network.objective().objective());
    return Precision.SINGLE;
  }

  /** Copy of a network that computes so. */
  Network applied(Network network) {
    return network.multipliedBy(gemm).computedIn(precision);
  }

  /** Name of the implementation of matrix multiplication, if this machine has it. */
  private static String availableGemm(String name) {
    Gemm.named(name, Precision.DOUBLE);
    return name;
  }
}
