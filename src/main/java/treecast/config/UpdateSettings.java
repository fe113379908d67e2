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
    Optimizer optimizer = OptimizerSettings.read(settings);
    return new UpdateSettings(
        optimizer,
        settings.isWord("rate", "default")
            ? settings.format().usual().getDouble("rate." + OptimizerSettings.name(settings))
            : settings.positive("rate"),
        ScheduleSettings.read(settings),
        settings.isWord("clipNorm", "none")
            ? GradientClipping.NONE
            : settings.positive("clipNorm"));
  }
}
