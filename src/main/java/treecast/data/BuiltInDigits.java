package treecast.data;

/** Stub until the generator lands. */
public final class BuiltInDigits {
  private BuiltInDigits() {}

  public static final int TRAINING_ROWS = 60_000;
  public static final int TEST_ROWS = 10_000;
  public static final int SIDE = 28;
  public static final int CLASSES = 10;

  public static byte label(boolean test, int i) {
    return (byte) (i % 10);
  }

  public static void draw(boolean test, int i, byte[] pixels, int offset) {
    pixels[offset + i % 784] = 1;
  }
}
