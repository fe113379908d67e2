package treecast.linalg;

/**
 * Picks the fastest product once: with vector instructions where the JVM was started with their
 * module, else the plain one.
 */
final class FastestGemm {
  /** The class is named and not referred to, because it cannot be loaded without its module. */
  private static final String VECTOR = "treecast.linalg.VectorGemm";

  static final Gemm INSTANCE =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          ? vector()
          : PlainGemm.INSTANCE;

  private FastestGemm() {}

  private static Gemm vector() {
    try {
      return (Gemm) Class.forName(VECTOR).getDeclaredField("INSTANCE").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the vector product cannot be loaded", e);
    }
  }
}
