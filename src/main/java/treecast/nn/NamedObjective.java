package treecast.nn;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import treecast.extension.Registry;
import treecast.extension.SettingValues;

/**
 * What a network is trained for: the name of an {@link ObjectiveProvider} and the values of its
 * settings, as plans and model files hold them.
 *
 * @param settings values as text, by the names of the settings; what is missing is the default
 */
@SuppressWarnings("serial") // a serialisable map, which the interface does not say
public record NamedObjective(String name, Map<String, String> settings) implements Serializable {
  /** Softmax and cross-entropy, which model files of before there were others do not name. */
  public static final NamedObjective CROSS_ENTROPY =
      new NamedObjective(new SoftmaxCrossEntropy().name(), Map.of());

  public NamedObjective {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /**
   * The objective.
   *
   * @throws treecast.extension.ExtensionException if there is no provider of the name, or it fails
   * @throws IllegalArgumentException if a setting cannot be used
   */
  public Objective objective() {
    Registry<ObjectiveProvider> registry = Objectives.registry();
    ObjectiveProvider provider = registry.provider(name);
    SettingValues values = SettingValues.ofTexts(provider, settings);
    return registry.make(provider, each -> each.create(values));
  }
}
