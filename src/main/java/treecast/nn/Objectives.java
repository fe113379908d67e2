package treecast.nn;

import java.util.List;
import treecast.extension.Registry;
import treecast.extension.SettingValues;

/**
 * Table of the objectives (loss functions) for classes, by name. Plans, model files, messages and
 * tests use these names.
 */
public final class Objectives {
  private static final List<ObjectiveProvider> BUILT_IN = List.of(new CrossEntropy());

  private Objectives() {}

  /** Registry of all objectives, Treecast's own and others. */
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
