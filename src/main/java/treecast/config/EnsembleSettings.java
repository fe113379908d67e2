package treecast.config;

import treecast.model.AveragingMethod;

/**
 * How many networks are trained, and what of them is averaged.
 *
 * @param members 1 for a single network
 */
public record EnsembleSettings(int members, AveragingMethod average) {

  static EnsembleSettings read(Settings settings) {
    settings.section("ensemble");
    return new EnsembleSettings(
        settings.integer("ensemble.members", 1, 10_000),
        settings.oneOf("ensemble.average", AveragingMethod.values(), AveragingMethod::key));
  }
}
