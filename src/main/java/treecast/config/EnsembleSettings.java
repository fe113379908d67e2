package treecast.config;

import treecast.model.AveragingMethod;

/**
 * Settings of an ensemble.
 *
 * @param members number of networks, 1 for a single network
 * @param average averaging method
 */
public record EnsembleSettings(int members, AveragingMethod average) {

  static EnsembleSettings read(Settings settings) {
    settings.section("ensemble");
    return new EnsembleSettings(
        settings.integer("ensemble.members", 1, 10_000),
        settings.oneOf("ensemble.average", AveragingMethod.values(), AveragingMethod::key));
  }
}
