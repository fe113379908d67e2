package treecast.config;

import treecast.optim.Optimizer;
import treecast.training.GradientClipping;

/**
 * Settings of the update rule.
 *
 * @param rate base learning rate
 * @param clipNorm maximum norm of a step's gradient
 */
record UpdateSettings(
    Optimizer optimizer, double rate, ScheduleSettings schedule, double clipNorm) {

  static UpdateSettings read(Settings settings) {
    OptimizerSettings chosen = OptimizerSettings.read(settings);
    return new UpdateSettings(
        chosen.optimizer(),
        settings.isWord("rate", "default") ? chosen.rate() : settings.positive("rate"),
        ScheduleSettings.read(settings),
        settings.isWord("clipNorm", "none")
            ? GradientClipping.NONE
            : settings.positive("clipNorm"));
  }
}
