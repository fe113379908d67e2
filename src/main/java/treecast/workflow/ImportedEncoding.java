package treecast.workflow;

import java.util.Arrays;
import java.util.List;
import treecast.config.SettingsException;
import treecast.data.ClassLabels;
import treecast.data.Encoding;
import treecast.data.Scaling;
import treecast.nn.Network;

/**
 * What the user says of the labels and the scaling of an imported network.
 *
 * @param labels label of each class; empty for those of the file, or 0, 1, 2, ...
 * @param shift subtracted from each feature: one for all or one for each; empty for the file's, or
 *     0
 * @param scale divisor of each feature: one for all or one for each; empty for the file's, or 1
 */
public record ImportedEncoding(List<String> labels, List<Double> shift, List<Double> scale) {

  /**
   * Encoding of a file in which what the user says replaces what the file says.
   *
   * @throws SettingsException if labels or numbers do not fit the network
   */
  Encoding over(Encoding file, Network network) {
    int classes = network.outputs();
    if (!labels.isEmpty() && labels.size() != classes) {
      throw new SettingsException(
          "--labels: expected a label for each of %d classes, found %d"
              .formatted(classes, labels.size()));
    }
    try {
      return new Encoding(
          scaling(file.scaling(), network.inputs()),
          labels.isEmpty() ? file.classes() : ClassLabels.of(labels),
          file.columns());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          (labels.isEmpty() ? "--scale: " : "--labels: ") + e.getMessage(), e);
    }
  }

  private Scaling scaling(Scaling file, int features) {
    if (shift.isEmpty() && scale.isEmpty()) {
      return file;
    }
    return new Scaling(
        each("--shift", shift, file.shift(), 0, features),
        each("--scale", scale, file.scale(), 1, features),
        file.fill());
  }

  private static double[] each(
      String option, List<Double> given, double[] file, double none, int features) {
    if (given.size() > 1 && given.size() != features) {
      throw new SettingsException(
          "%s: expected one number, or one for each of %d features, found %d"
              .formatted(option, features, given.size()));
    }
    if (given.isEmpty() && file.length == features) {
      return file;
    }
    double[] each = new double[features];
    Arrays.setAll(each, j -> given.isEmpty() ? none : given.get(given.size() == 1 ? 0 : j));
    return each;
  }
}
