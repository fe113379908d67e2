package treecast.linalg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Kernel of {@code VectorGemm}. Both kernels give the same bits; which is faster depends on the number of vector registers.
 */
public enum GemmKernel {
  /** Kernel for 16 vector registers, which packs the factors. */
  PACKED("packed", 16),

  /** Kernel for 32 vector registers, which hold blocks large enough to hide the latency of memory. */
  IN_PLACE("in-place", 32);

  /** System property that selects a kernel. */
  public static final String PROPERTY = "treecast.kernel";

  private final String spelling;
  private final int registers;

  GemmKernel(String spelling, int registers) {
    this.spelling = spelling;
    this.registers = registers;
  }

  /** Name in the setting. */
  @Override
  public String toString() {
    return spelling;
  }

  /** Number of vector registers that the kernel is made for. */
  public int registers() {
    return registers;
  }

  /**
   * Kernel for this machine: the one of the setting, else by the number of registers.
 * @param lanes number of doubles in a vector
 * @throws IllegalArgumentException if the setting names no kernel
   */
  public static GemmKernel ofThisMachine(int lanes) {
    return of(setting(), lanes);
  }

  static GemmKernel of(Optional<String> setting, int lanes) {
    boolean inPlace = lanes == 1 || hasThirtyTwoRegisters(lanes);
    return setting.map(GemmKernel::named).orElse(inPlace ? IN_PLACE : PACKED);
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

  /** Whether there are 32 vector registers: machines with vectors of eight doubles and all 64-bit ARM machines have them. */
  private static boolean hasThirtyTwoRegisters(int lanes) {
    return lanes >= 8 || System.getProperty("os.arch").equals("aarch64");
  }
}
