package treecast.nn;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import treecast.extension.Registry;
import treecast.extension.SettingValues;

/**
 * Objective by name: the name of an {@link ObjectiveProvider} and the values of its settings, as in
 * plans and model files.
 *
 * @param settings values as text, by the names of the settings; missing values are defaults
 */
@SuppressWarnings("serial") // a serialisable map, which the interface does not say
public record NamedObjective(String name, Map<String, String> settings) implements Serializable {
  /** Softmax cross-entropy, which is also the objective of old model files without a name. */
  public static final NamedObjective CROSS_ENTROPY =
      new NamedObjective(new SoftmaxCrossEntropy().name(), Map.of());

  public NamedObjective {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /**
   * Creates the objective.
   *
   * @throws treecast.extension.ExtensionException if there is no provider with this name, or it
   *     fails
   * @throws IllegalArgumentException if a setting is invalid
   */
  public Objective objective() {
    Registry<ObjectiveProvider> registry = Objectives.registry();
    ObjectiveProvider provider = registry.provider(name);
    SettingValues values = SettingValues.ofTexts(provider, settings);
    return registry.make(provider, each -> each.create(values));
  }
}
