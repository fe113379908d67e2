package treecast.nn;

import treecast.linalg.ElementSpan;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.linalg.Window;
import treecast.linalg.Windows;

/**
 * Max pooling: of each channel the largest value that the window sees at every place. Among equals
 * the first counts, row by row, and gets the gradient. Padding has no value and is never the
 * largest; the book's listing, whose output size forgets it, has none.
 *
 * @param input the images
 * @param window what is looked at
 */
public record MaxPooling(Shape input, Window window) implements ImageLayer {

  /**
   * Checks that the window fits and sees a pixel at every place.
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
    Windows windows = new Windows(input, window);
    Matrix y = at.workspace().matrix(x.rows(), input.channels() * windows.places());
    int[] largest = at.workspace().integers(y.size());
    for (int channel = 0; channel < x.rows() * input.channels(); channel++) {
      int from = x.offset() + channel * input.pixels();
      pool(x.values(), from, windows, largest, channel * windows.places());
    }
    for (int j = 0; j < y.size(); j++) {
      y.values()[j] = x.values()[largest[j]];
    }
    return new Output(y, (dy, dw, inputWanted) -> pullBack(x, largest, dy, at));
  }

  /**
   * Finds the largest pixel at each place of one channel. All places look at the first element of
   * their windows, then at the second: neighbours do not wait for each other, and the choice
   * between two indices is no branch.
   */
  private void pool(double[] x, int channel, Windows windows, int[] largest, int to) {
    begin(channel, windows, largest, to);
    for (int element = window.padding() == 0 ? 1 : 0; element < windows.elements(); element++) {
      ElementSpan seen = windows.seen(element);
      int pixel = channel + seen.pixel();
      int place = to + seen.place();
      for (int i = 0; i < seen.rows(); i++) {
        for (int j = 0; j < seen.count(); j++) {
          int other = pixel + j * window.stride();
          int best = largest[place + j];
          largest[place + j] = x[other] > x[best] ? other : best;
        }
        pixel += input.width() * window.stride();
        place += windows.across();
      }
    }
  }

  /** The first pixel at each place. */
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
    for (int j = 0; j < dy.size(); j++) {
      dx.values()[largest[j] + shift] += dy.values()[dy.offset() + j];
    }
    return dx;
  }
}
