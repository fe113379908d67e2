package treecast.linalg;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pixels from 0 to 255 scaled to numbers from 0 to 1, with the machine's vector instructions.
 *
 * <p>The quotient is rounded to a float, as {@link Elements#scale} says, although the numbers are
 * doubles: {@code (large - (large - quotient))} with {@code large = (2^29 + 1) * quotient} leaves
 * the 24 highest bits (Dekker, 1971). Vectors of floats would be of another size than those of the
 * products in single precision, and the JIT of Java 17 makes slow code of two sizes of one type.
 */
final class VectorPixels {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final double SPLITTER = (1 << 29) + 1;

  /** As many bytes as a vector has doubles; null below eight bytes, the smallest vector. */
  private static final VectorSpecies<Byte> BYTES =
      LANES == 8 ? VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * Byte.SIZE)) : null;

  private VectorPixels() {}

  /** Scales the first pixels, and returns how many; see {@link Elements#scale}. */
  static int scale(byte[] pixels, int from, double[] to, int at, int count) {
    if (BYTES == null) {
      return 0;
    }
    int j = 0;
    for (; j + LANES <= count; j += LANES) {
      ByteVector signed =
          ByteVector.fromArray(BYTES, pixels, from + j).lanewise(VectorOperators.XOR, (byte) 0x80);
      DoubleVector quotient = ((DoubleVector) signed.castShape(SPECIES, 0)).add(128).div(255);
      DoubleVector large = quotient.mul(SPLITTER);
      large.sub(large.sub(quotient)).intoArray(to, at + j);
    }
    return j;
  }
}
