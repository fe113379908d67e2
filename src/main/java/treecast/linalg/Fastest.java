package treecast.linalg;

/**
 * Picks the product once: with vector instructions where the JVM was started with their module,
 * else the plain one. The class is looked up by name because it cannot even be loaded without.
 */
final class Fastest {
  static final Gemm GEMM = pick();

  private Fastest() {}

  private static Gemm pick() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return PlainGemm.INSTANCE;
    }
    try {
      return (Gemm)
          Class.forName("treecast.linalg.VectorGemm").getDeclaredField("INSTANCE").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the vector product cannot be loaded", e);
    }
  }
}
