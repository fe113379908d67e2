package treecast.linalg;

/**
 * Choice of the fastest implementation, made once: with vector instructions if the JVM was started
 * with their module, otherwise plain Java.
 */
final class KernelChoice {
  static final Gemm GEMM = pick(Gemm.class, "VectorGemm", PlainGemm.INSTANCE);
  static final Gemm FLOAT_GEMM = pick(Gemm.class, "FloatVectorGemm", FloatPlainGemm.INSTANCE);
  static final Elements ELEMENTS = pick(Elements.class, "VectorElements", PlainElements.INSTANCE);
  static final Elements FLOAT_ELEMENTS =
      pick(Elements.class, "FloatVectorElements", FloatPlainElements.INSTANCE);

  private KernelChoice() {}

  /**
   * Loads the vector implementation by its name, because its class cannot be linked without the
   * module.
   */
  private static <T> T pick(Class<T> seam, String vector, T plain) {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return plain;
    }
    try {
      Class<?> type = Class.forName(KernelChoice.class.getPackageName() + "." + vector);
      return seam.cast(type.getDeclaredField("INSTANCE").get(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(vector + " cannot be loaded", e);
    }
  }
}
