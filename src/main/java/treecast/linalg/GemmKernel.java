package treecast.linalg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Kernel of {@code VectorGemm}. Both kernels give the same bits; which is faster depends on the
 * number of vector registers.
 */
public enum GemmKernel {
  /** Kernel for 16 registers of 256 bits, which packs the factors to execute fewer instructions. */
  PACKED("packed"),

  /**
   * Kernel for 32 registers, which hold blocks large enough to hide the latency, and for short
   * vectors, for which packing does not pay. With vectors of 512 bits, products with a transposed
   * left factor pack the right one where many rows share it.
   */
  IN_PLACE("in-place");

  /** System property that selects a kernel. */
  public static final String PROPERTY = "treecast.kernel";

  private final String spelling;

  GemmKernel(String spelling) {
    this.spelling = spelling;
  }

  /** Name in the setting. */
  @Override
  public String toString() {
    return spelling;
  }

  /**
   * Number of vector registers: machines with vectors of 512 bits and all 64-bit ARM machines have
   * 32.
   *
   * @param bits number of bits of a vector
   */
  public static int registers(int bits) {
    return bits >= 512 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;
  }

  /**
   * Kernel for this machine: the one of the setting, else by the number of registers.
   *
   * @param bits number of bits of a vector
   * @throws IllegalArgumentException if the setting names no kernel
   */
  public static GemmKernel ofThisMachine(int bits) {
    return of(setting(), bits);
  }

  static GemmKernel of(Optional<String> setting, int bits) {
    GemmKernel suited = bits == 256 && registers(bits) == 16 ? PACKED : IN_PLACE;
    return setting.map(GemmKernel::named).orElse(suited);
  }

  /**
   * Checks the setting, so that a wrong one is refused when a plan is read.
   *
   * @throws IllegalArgumentException if there is no kernel of that name
   */
  static void requireKnown() {
    setting().ifPresent(GemmKernel::named);
  }

  private static Optional<String> setting() {
    return Optional.ofNullable(System.getProperty(PROPERTY));
  }

  private static GemmKernel named(String name) {
    for (GemmKernel kernel : values()) {
      if (kernel.spelling.equals(name)) {
        return kernel;
      }
    }
    List<String> names = Arrays.stream(values()).map(GemmKernel::toString).toList();
    throw new IllegalArgumentException(
        "%s: expected one of %s, found %s".formatted(PROPERTY, String.join(", ", names), name));
  }
}
