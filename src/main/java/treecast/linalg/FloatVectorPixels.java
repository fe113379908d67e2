package treecast.linalg;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Pixels from 0 to 255 scaled to floats from 0 to 1, with the machine's vector instructions. */
final class FloatVectorPixels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** As many bytes as a vector has floats; null below eight bytes, the smallest vector. */
  private static final VectorSpecies<Byte> BYTES =
      LANES >= 8 ? VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * Byte.SIZE)) : null;

  private FloatVectorPixels() {}

  /** Scales the first pixels, and returns how many; see {@link Elements#scale}. */
  static int scale(byte[] pixels, int from, float[] to, int at, int count) {
    if (BYTES == null) {
      return 0;
    }
    int j = 0;
    for (; j + LANES <= count; j += LANES) {
      ByteVector signed =
          ByteVector.fromArray(BYTES, pixels, from + j).lanewise(VectorOperators.XOR, (byte) 0x80);
      ((FloatVector) signed.castShape(SPECIES, 0)).add(128).div(255).intoArray(to, at + j);
    }
    return j;
  }
}
