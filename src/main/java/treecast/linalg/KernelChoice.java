package treecast.linalg;

/**
 * Picks the fastest arithmetic once: with vector instructions where the JVM was started with their
 * module, else the plain one.
 */
final class KernelChoice {
  static final Gemm GEMM = pick(Gemm.class, "VectorGemm", PlainGemm.INSTANCE);
  static final Elements ELEMENTS = pick(Elements.class, "VectorElements", PlainElements.INSTANCE);

  private KernelChoice() {}

  /** The class is named and not referred to, because it cannot be loaded without its module. */
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
