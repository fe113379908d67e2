package treecast.nn;

import java.util.List;
import treecast.extension.Registry;
import treecast.extension.SettingValues;

/**
 * The table of objectives for classes by name. Plans, model files, messages and tests take their
 * names from here.
 */
public final class Objectives {
  private static final List<ObjectiveProvider> BUILT_IN = List.of(new CrossEntropy());

  private Objectives() {}

  /** Treecast's own objectives and those of others. */
  public static Registry<ObjectiveProvider> registry() {
    return Registry.of("objective", ObjectiveProvider.class, BUILT_IN);
  }

  private record CrossEntropy() implements ObjectiveProvider {

    @Override
    public String name() {
      return new SoftmaxCrossEntropy().name();
    }

    @Override
    public Objective create(SettingValues values) {
      return new SoftmaxCrossEntropy();
    }
  }
}
