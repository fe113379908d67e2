package treecast.linalg;

/** The windows that a filter sees as it moves over an image. */
public final class Windows {
  private Windows() {}

  /**
   * How many places a window takes along one axis, as a real number: a fraction says that the last
   * step would leave the image. The chapter's {@code conv_output_size}.
   *
   * @param input the image's extent, in pixels
   * @param window the window's extent, in pixels
   * @param stride how far it moves, in pixels
   * @param padding zeros added on both sides, in pixels
   */
  public static double places(int input, int window, int stride, int padding) {
    return (input + 2.0 * padding - window) / stride + 1;
  }
}
