package treecast.config;

import com.typesafe.config.Config;
import treecast.optim.Optimizer;
import treecast.optim.OptimizerProvider;
import treecast.optim.Optimizers;

/**
 * The optimizer of a plan, and the rate that {@code rate = default} means.
 *
 * @param rate as the plan's format says it; of an optimizer that it does not know, its own
 */
record OptimizerSettings(Optimizer optimizer, double rate) {
  private static final String KEY = "optimizer";

  static OptimizerSettings read(Settings settings) {
    ProviderSettings<OptimizerProvider> chosen =
        ProviderSettings.read(settings, KEY, Optimizers.registry());
    Optimizer optimizer = chosen.make(OptimizerProvider::create);
    Config rates = settings.format().usual().getConfig("rate");
    String name = chosen.provider().name();
    return new OptimizerSettings(
        optimizer, rates.hasPath(name) ? rates.getDouble(name) : optimizer.defaultRate());
  }
}
