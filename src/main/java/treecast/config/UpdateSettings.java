package treecast.config;

import java.util.List;
import treecast.nn.ClassWeights;
import treecast.optim.Optimizer;
import treecast.training.GradientClipping;
import treecast.training.UpdateRule;

/**
 * Settings of the update rule.
 *
 * @param rate base learning rate
 * @param clipNorm maximum norm of a step's gradient
 * @param classWeights how much a row counts, by its class
 * @param onDivergence what is done if the training diverges
 */
record UpdateSettings(
    Optimizer optimizer,
    double rate,
    ScheduleSettings schedule,
    double clipNorm,
    ClassWeights classWeights,
    DivergenceSettings onDivergence) {

  static UpdateSettings read(Settings settings) {
    OptimizerSettings chosen = OptimizerSettings.read(settings);
    return new UpdateSettings(
        chosen.optimizer(),
        settings.isWord("rate", "default") ? chosen.rate() : settings.positive("rate"),
        ScheduleSettings.read(settings),
        settings.isWord("clipNorm", "none") ? GradientClipping.NONE : settings.positive("clipNorm"),
        classWeights(settings),
        DivergenceSettings.read(settings));
  }

  /**
   * Update rule of a training.
   *
   * @param steps number of updates
   * @param rows number of rows that are trained on
   * @param batch batch size
   * @param weightDecay of the network
   */
  UpdateRule rule(int steps, int rows, int batch, double weightDecay) {
    return new UpdateRule(
            optimizer, rate, schedule.schedule(steps, rows, batch), weightDecay, clipNorm)
        .withOnDivergence(onDivergence.policy(rows, batch));
  }

  private static ClassWeights classWeights(Settings settings) {
    if (settings.isWord("classWeights", "none")) {
      return ClassWeights.NONE;
    }
    if (settings.isWord("classWeights", "balanced")) {
      return ClassWeights.BALANCED;
    }
    String expected = "none, balanced, or a list of numbers above 0, one for each class";
    List<String> weights = settings.words("classWeights", expected);
    try {
      return ClassWeights.listed(weights.stream().map(Double::valueOf).toList());
    } catch (IllegalArgumentException e) {
      throw settings.bad("classWeights", expected);
    }
  }

  /**
   * Class weights for a data set.
   *
   * @throws SettingsException if they are not as many as its classes
   */
  ClassWeights classWeights(int classes) {
    int listed = classWeights.each().size();
    if (listed > 0 && listed != classes) {
      throw new SettingsException(
          "classWeights: expected a weight for each of %d classes, found %d"
              .formatted(classes, listed));
    }
    return classWeights.applied();
  }
}
