package treecast.config;

import com.typesafe.config.Config;
import treecast.optim.Optimizer;
import treecast.optim.OptimizerProvider;
import treecast.optim.Optimizers;

/**
 * Settings of the optimizer, and its default learning rate.
 *
 * @param rate learning rate of {@code rate = default}: that of the plan's format, or of the
 *     optimizer if the format has none
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
