package treecast.nn;

import treecast.linalg.ElementSpan;
import treecast.linalg.FlatArray;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.linalg.Window;
import treecast.linalg.Windows;

/**
 * Max pooling: the largest value of each channel in the window at every position. Among equal
 * values the first one, row by row, gets the gradient. Padding is never the largest.
 *
 * @param input shape of the images
 * @param window size, stride and padding of the window
 */
public record MaxPooling(Shape input, Window window) implements ImageLayer {

  /**
   * Checks that the window fits and contains a pixel at every position.
   *
   * @throws IllegalArgumentException if it does not
   */
  public MaxPooling {
    new Windows(input, window);
    if (window.padding() >= Math.min(window.height(), window.width())) {
      throw new IllegalArgumentException(
          "expected a padding below both sides of the window, found %s".formatted(window));
    }
  }

  @Override
  public Shape output(Shape shape) {
    Windows windows = new Windows(input, window);
    return new Shape(input.channels(), windows.down(), windows.across());
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    int[] largest = at.workspace().integers(x.rows() * outputs());
    Matrix y = inference(x, largest, at).result();
    return new Output(y, (dy, dw, inputWanted) -> pullBack(x, largest, dy, at));
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    return inference(x, at.workspace().integers(x.rows() * outputs()), at);
  }

  /**
   * Inference.
   *
   * @param largest receives for each output the index of its pixel
   */
  private Inference inference(Matrix x, int[] largest, Context at) {
    Windows windows = new Windows(input, window);
    Matrix y = at.workspace().matrix(x.rows(), input.channels() * windows.positions());
    return new Inference(
        y,
        () -> {
          for (int channel = 0; channel < x.rows() * input.channels(); channel++) {
            int from = x.offset() + channel * input.pixels();
            pool(x.array(), from, windows, largest, channel * windows.positions());
          }
          x.array().gather(largest, y.array(), y.size());
        });
  }

  /**
   * Finds the largest pixel at each position of one channel. The first elements of all windows are
   * compared first, then the second ones, and so on: these are independent operations without
   * branches.
   */
  private void pool(FlatArray x, int channel, Windows windows, int[] largest, int to) {
    begin(channel, windows, largest, to);
    for (int element = window.padding() == 0 ? 1 : 0; element < windows.elements(); element++) {
      ElementSpan seen = windows.seen(element);
      int pixel = channel + seen.pixel();
      int position = to + seen.position();
      for (int i = 0; i < seen.rows(); i++) {
        x.keepLarger(pixel, window.stride(), largest, position, seen.count());
        pixel += input.width() * window.stride();
        position += windows.across();
      }
    }
  }

  /** Starts with the first pixel at each position. */
  private void begin(int channel, Windows windows, int[] largest, int to) {
    for (int i = 0; i < windows.down(); i++) {
      int line = channel + Math.max(0, i * window.stride() - window.padding()) * input.width();
      for (int j = 0; j < windows.across(); j++) {
        largest[to + i * windows.across() + j] =
            line + Math.max(0, j * window.stride() - window.padding());
      }
    }
  }

  private Matrix pullBack(Matrix x, int[] largest, Matrix dy, Context at) {
    Matrix dx = at.workspace().matrix(x.rows(), x.columns());
    dx.fill(0);
    int shift = dx.offset() - x.offset();
    dy.array().scatterAdd(dy.offset(), dx.array(), largest, shift, dy.size());
    return dx;
  }
}
