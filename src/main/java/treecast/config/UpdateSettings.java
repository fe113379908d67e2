package treecast.config;

import treecast.optim.Optimizer;
import treecast.training.GradientClipping;

/**
 * How a gradient moves the weights.
 *
 * @param rate the learning rate
 * @param clipNorm the greatest norm of a step's gradient
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
