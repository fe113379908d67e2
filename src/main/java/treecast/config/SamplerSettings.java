package treecast.config;

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
public final class SamplerSettings {
  private static final String KEY = "sampler";
  private static final int MAX = 1_000_000;

  private SamplerSettings() {}

  static Sampler read(Settings settings) {
    String key = settings.isObject(KEY) ? KEY + ".name" : KEY;
    Map<String, Supplier<Sampler>> known = new LinkedHashMap<>();
    known.put("grid", () -> new Grid(whole(settings, "grid.points", 1)));
    known.put("random", RandomSearch::new);
    known.put("narrowing", () -> narrowing(settings));
    known.put(
        "bayesian",
        () ->
            new Bayesian(
                whole(settings, "bayesian.initial", 2), whole(settings, "bayesian.size", 1)));
    known.put("hyperband", () -> hyperband(settings, "hyperband", MAX));
    known.put("halving", () -> hyperband(settings, "halving", 1));
    return settings.oneOf(key, known).get();
  }

  /** The narrowing that is not told otherwise. */
  public static Narrowing narrowing(Settings settings) {
    return new Narrowing(
        whole(settings, "narrowing.size", 2),
        share(settings, "narrowing.keep", 1),
        share(settings, "narrowing.margin", 10),
        share(settings, "narrowing.floor", 1));
  }

  private static Hyperband hyperband(Settings settings, String name, int brackets) {
    return new Hyperband(
        whole(settings, name + ".least", 1), whole(settings, name + ".factor", 2), brackets);
  }

  /**
   * A whole number.
   *
   * @param path the sampler and its setting, as the format has what is usual
   */
  private static int whole(Settings settings, String path, int min) {
    String key = key(path);
    return settings.has(key)
        ? settings.integer(key, min, MAX)
        : settings.format().usual().getInt(KEY + "." + path);
  }

  private static double share(Settings settings, String path, double max) {
    String key = key(path);
    return settings.has(key)
        ? settings.number(key, "a number from 0.001 to " + max, 0.001, max)
        : settings.format().usual().getDouble(KEY + "." + path);
  }

  private static String key(String path) {
    return KEY + "." + path.substring(path.indexOf('.') + 1);
  }
}
