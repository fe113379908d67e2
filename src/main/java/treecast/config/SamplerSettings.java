package treecast.config;

import treecast.search.Narrowing;
import treecast.search.Sampler;
import treecast.search.SamplerProvider;
import treecast.search.Samplers;

/** Settings of the sampler: its name, or an object of its name and its settings. */
public final class SamplerSettings {
  private static final String KEY = "sampler";

  private SamplerSettings() {}

  static Sampler read(Settings settings) {
    return ProviderSettings.read(settings, KEY, Samplers.registry()).make(SamplerProvider::create);
  }

  /** Narrowing with the defaults of a plan's format, for sweeps with another sampler. */
  public static Narrowing narrowing(PlanFormat format) {
    Settings settings = new Settings(Configuration.parse(KEY + "=" + Narrowing.NAME), format);
    return read(settings).narrowing().orElseThrow();
  }
}
