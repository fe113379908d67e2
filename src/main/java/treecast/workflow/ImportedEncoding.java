package treecast.workflow;

import java.util.Arrays;
import java.util.List;
import treecast.config.SettingsException;
import treecast.data.ClassLabels;
import treecast.data.Encoding;
import treecast.data.Scaling;
import treecast.exchange.WeightsFile;
import treecast.nn.Network;

/**
 * Labels and scaling of an imported network, which no weights file says.
 *
 * @param labels label of each class; empty for 0, 1, 2, ...
 * @param shift subtracted from each feature: one for all or one for each; empty for 0
 * @param scale divisor of each feature: one for all or one for each; empty for 1
 */
public record ImportedEncoding(List<String> labels, List<Double> shift, List<Double> scale) {

  /** The same over the scaling that a file says, as an export writes it. */
  ImportedEncoding over(WeightsFile file) {
    List<Double> said = Arrays.stream(file.values("input_shift")).boxed().toList();
    List<Double> divisors = Arrays.stream(file.values("input_scale")).boxed().toList();
    return new ImportedEncoding(
        labels, shift.isEmpty() ? said : shift, scale.isEmpty() ? divisors : scale);
  }

  /** Whether anything is said. */
  boolean isSaid() {
    return !labels.isEmpty() || !shift.isEmpty() || !scale.isEmpty();
  }

  /**
   * Encoding for a network.
   *
   * @throws SettingsException if labels or numbers do not fit it
   */
  Encoding encoding(Network network) {
    int classes = network.outputs();
    if (!labels.isEmpty() && labels.size() != classes) {
      throw new SettingsException(
          "--labels: expected a label for each of %d classes, found %d"
              .formatted(classes, labels.size()));
    }
    try {
      return new Encoding(
          scaling(network.inputs()),
          labels.isEmpty() ? ClassLabels.numbered(0, classes) : ClassLabels.of(labels));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          (labels.isEmpty() ? "--scale: " : "--labels: ") + e.getMessage(), e);
    }
  }

  private Scaling scaling(int features) {
    if (shift.isEmpty() && scale.isEmpty()) {
      return Scaling.NONE;
    }
    return new Scaling(each("--shift", shift, 0, features), each("--scale", scale, 1, features));
  }

  private static double[] each(String option, List<Double> given, double none, int features) {
    double[] each = new double[features];
    if (given.size() > 1 && given.size() != features) {
      throw new SettingsException(
          "%s: expected one number, or one for each of %d features, found %d"
              .formatted(option, features, given.size()));
    }
    Arrays.setAll(each, j -> given.isEmpty() ? none : given.get(given.size() == 1 ? 0 : j));
    return each;
  }
}
