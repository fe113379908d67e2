package treecast.app;

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
    known.put("momentum", () -> new Momentum(fraction(settings, "momentum", 0.9)));
    known.put("nesterov", () -> new Nesterov(fraction(settings, "momentum", 0.9)));
    known.put("nesterov-listing", () -> new NesterovListing(fraction(settings, "momentum", 0.9)));
    known.put("adagrad", AdaGrad::new);
    known.put("rmsprop", () -> new RmsProp(fraction(settings, "decay", 0.99)));
    known.put(
        "adam",
        () -> new Adam(fraction(settings, "beta1", 0.9), fraction(settings, "beta2", 0.999)));
    return settings.oneOf(key, known).get();
  }

  private static double fraction(Settings settings, String name, double chapters) {
    String key = "optimizer." + name;
    return settings.has(key)
        ? settings.number(key, "a number from 0 to below 1", 0, BELOW_ONE)
        : chapters;
  }
}
