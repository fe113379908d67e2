package treecast.linalg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How {@code VectorGemm} multiplies. Both give the same bits; which is faster, registers decide.
 */
public enum GemmKernel {
  /** For 16 registers of four doubles, where instructions are what is scarce. */
  PACKED("packed"),

  /** For 32 registers, whose blocks wait for nothing, and for vectors that packing is not worth. */
  IN_PLACE("in-place");

  /** The system property that forces one. */
  public static final String PROPERTY = "treecast.kernel";

  private final String spelling;

  GemmKernel(String spelling) {
    this.spelling = spelling;
  }

  /** As the setting spells it. */
  @Override
  public String toString() {
    return spelling;
  }

  /**
   * The number of vector registers. Vectors of eight doubles came with 32; 64-bit ARM has had as
   * many from the start.
   *
   * @param lanes doubles of a vector
   */
  public static int registers(int lanes) {
    return lanes >= 8 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;
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
    GemmKernel suited = lanes == 4 && registers(lanes) == 16 ? PACKED : IN_PLACE;
    return setting.map(GemmKernel::named).orElse(suited);
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
}
