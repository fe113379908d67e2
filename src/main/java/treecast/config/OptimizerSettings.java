package treecast.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import treecast.optim.AdaGrad;
import treecast.optim.Adam;
import treecast.optim.Momentum;
import treecast.optim.Nesterov;
import treecast.optim.NesterovListing;
import treecast.optim.Optimizer;
import treecast.optim.RmsProp;
import treecast.optim.Sgd;

/** The optimizer of a plan: its name, or an object of its name and its hyper-parameters. */
final class OptimizerSettings {
  private static final double BELOW_ONE = Math.nextDown(1.0);

  private OptimizerSettings() {}

  static Optimizer read(Settings settings) {
    String key = settings.isObject("optimizer") ? "optimizer.name" : "optimizer";
    Map<String, Supplier<Optimizer>> known = new LinkedHashMap<>();
    known.put("sgd", Sgd::new);
    known.put("momentum", () -> new Momentum(fraction(settings, "momentum.momentum")));
    known.put("nesterov", () -> new Nesterov(fraction(settings, "nesterov.momentum")));
    known.put(
        "nesterov-listing",
        () -> new NesterovListing(fraction(settings, "nesterov-listing.momentum")));
    known.put("adagrad", AdaGrad::new);
    known.put("rmsprop", () -> new RmsProp(fraction(settings, "rmsprop.decay")));
    known.put(
        "adam", () -> new Adam(fraction(settings, "adam.beta1"), fraction(settings, "adam.beta2")));
    return settings.oneOf(key, known).get();
  }

  /** What the optimizer is called. */
  static String name(Settings settings) {
    return settings.text(settings.isObject("optimizer") ? "optimizer.name" : "optimizer");
  }

  /**
   * A hyper-parameter.
   *
   * @param path the optimizer and the hyper-parameter, as the format has what is usual
   */
  private static double fraction(Settings settings, String path) {
    String key = "optimizer." + path.substring(path.indexOf('.') + 1);
    return settings.has(key)
        ? settings.number(key, "a number from 0 to below 1", 0, BELOW_ONE)
        : settings.format().usual().getDouble("optimizer." + path);
  }
}
