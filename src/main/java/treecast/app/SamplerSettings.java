package treecast.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import treecast.search.Bayesian;
import treecast.search.Grid;
import treecast.search.Hyperband;
import treecast.search.Narrowing;
import treecast.search.RandomSearch;
import treecast.search.Sampler;

/** The sampler of a sweep: its name, or an object of its name and its settings. */
final class SamplerSettings {
  private static final int MOST = 1_000_000;

  private SamplerSettings() {}

  static Sampler read(Settings settings) {
    String key = settings.isObject("sampler") ? "sampler.name" : "sampler";
    Map<String, Supplier<Sampler>> known = new LinkedHashMap<>();
    known.put("grid", () -> new Grid(whole(settings, "points", 1, 5)));
    known.put("random", RandomSearch::new);
    known.put("narrowing", () -> narrowing(settings));
    known.put(
        "bayesian",
        () -> new Bayesian(whole(settings, "initial", 2, 20), whole(settings, "size", 1, 10)));
    known.put("hyperband", () -> hyperband(settings, MOST));
    known.put("halving", () -> hyperband(settings, 1));
    return settings.oneOf(key, known).get();
  }

  /** The narrowing that is not told otherwise. */
  static Narrowing narrowing(Settings settings) {
    return new Narrowing(
        whole(settings, "size", 2, 20),
        share(settings, "keep", 0.25, 1),
        share(settings, "margin", 0.1, 10),
        share(settings, "floor", 0.1, 1));
  }

  private static Hyperband hyperband(Settings settings, int brackets) {
    return new Hyperband(whole(settings, "least", 1, 2), whole(settings, "factor", 2, 3), brackets);
  }

  private static int whole(Settings settings, String name, int least, int usual) {
    String key = "sampler." + name;
    return settings.has(key) ? settings.integer(key, least, MOST) : usual;
  }

  private static double share(Settings settings, String name, double usual, double most) {
    String key = "sampler." + name;
    return settings.has(key)
        ? settings.number(key, "a number from 0.001 to " + most, 0.001, most)
        : usual;
  }
}
