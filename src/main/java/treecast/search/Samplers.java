package treecast.search;

import java.util.List;
import java.util.function.Function;
import treecast.extension.Registry;
import treecast.extension.Setting;
import treecast.extension.SettingValues;

/** Table of the samplers, by name. Sweeps, messages and tests use these names. */
public final class Samplers {
  private static final int MAX = 1_000_000;

  private static final Setting<Integer> POINTS = Setting.integer("points", 1, MAX, 5);
  private static final Setting<Integer> INITIAL = Setting.integer("initial", 2, MAX, 20);
  private static final Setting<Integer> NEXT = Setting.integer("size", 1, MAX, 10);
  private static final Setting<Integer> LEAST = Setting.integer("least", 1, MAX, 2);
  private static final Setting<Integer> FACTOR = Setting.integer("factor", 2, MAX, 3);
  private static final Setting<Integer> SIZE = Setting.integer("size", 2, MAX, 20);
  private static final Setting<Double> KEEP = fraction("keep", 1, 0.25);
  private static final Setting<Double> MARGIN = fraction("margin", 10, 0.1);
  private static final Setting<Double> FLOOR = fraction("floor", 1, 0.1);

  private static final List<SamplerProvider> BUILT_IN =
      List.of(
          new BuiltIn("grid", List.of(POINTS), v -> new Grid(v.get(POINTS))),
          new BuiltIn("random", List.of(), v -> new RandomSearch()),
          new BuiltIn(
              Narrowing.NAME,
              List.of(SIZE, KEEP, MARGIN, FLOOR),
              v -> new Narrowing(v.get(SIZE), v.get(KEEP), v.get(MARGIN), v.get(FLOOR))),
          new BuiltIn(
              "bayesian", List.of(INITIAL, NEXT), v -> new Bayesian(v.get(INITIAL), v.get(NEXT))),
          new BuiltIn(
              "hyperband",
              List.of(LEAST, FACTOR),
              v -> new Hyperband(v.get(LEAST), v.get(FACTOR), MAX)),
          new BuiltIn(
              "halving",
              List.of(LEAST, FACTOR),
              v -> new Hyperband(v.get(LEAST), v.get(FACTOR), 1)));

  private Samplers() {}

  /** Registry of all samplers, Treecast's own and others. */
  public static Registry<SamplerProvider> registry() {
    return Registry.of("sampler", SamplerProvider.class, BUILT_IN);
  }

  private static Setting<Double> fraction(String name, double max, double fallback) {
    return Setting.number(name, "a number from 0.001 to " + max, 0.001, max, fallback);
  }

  private record BuiltIn(
      String name, List<Setting<?>> settings, Function<SettingValues, Sampler> maker)
      implements SamplerProvider {

    @Override
    public Sampler create(SettingValues values) {
      return maker.apply(values);
    }
  }
}
