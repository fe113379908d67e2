package treecast.linalg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How {@code VectorGemm} multiplies. Both give the same bits; which is faster, registers decide.
 */
public enum GemmKernel {
  /** For 16 vector registers. */
  PACKED("packed", 16),

  /** For 32 vector registers: their blocks are large enough to wait for nothing. */
  IN_PLACE("in-place", 32);

  /** The system property that forces one. */
  public static final String PROPERTY = "treecast.kernel";

  private final String spelling;
  private final int registers;

  GemmKernel(String spelling, int registers) {
    this.spelling = spelling;
    this.registers = registers;
  }

  /** As the setting spells it. */
  @Override
  public String toString() {
    return spelling;
  }

  /** The number of vector registers that it is made for. */
  public int registers() {
    return registers;
  }

  /**
   * The one that the setting forces, else that for the machine's registers.
   *
   * @param lanes doubles of a vector
   * @throws IllegalArgumentException if the setting is neither
   */
  public static GemmKernel ofThisMachine(int lanes) {
    return of(setting(), lanes);
  }

  static GemmKernel of(Optional<String> setting, int lanes) {
    boolean inPlace = lanes == 1 || hasThirtyTwoRegisters(lanes);
    return setting.map(GemmKernel::named).orElse(inPlace ? IN_PLACE : PACKED);
  }

  /**
   * Checks the setting, so that a wrong one is refused where plans are read.
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

  /** Vectors of eight doubles came with 32 registers; 64-bit ARM has had as many from the start. */
  private static boolean hasThirtyTwoRegisters(int lanes) {
    return lanes >= 8 || System.getProperty("os.arch").equals("aarch64");
  }
}
