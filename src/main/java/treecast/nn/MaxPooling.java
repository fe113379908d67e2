package treecast.nn;

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
          "a window of %s sees nothing but padding at some places".formatted(window));
    }
  }

  @Override
  public Shape output(Shape shape) {
    Windows windows = new Windows(input, window);
    return new Shape(input.channels(), windows.down(), windows.across());
  }

  @Override
  public Output forward(Matrix x, Mode mode, Place at) {
    Shape output = output(input);
    Matrix y = at.workspace().matrix(x.rows(), output.size());
    int[] largest = at.workspace().integers(y.size());
    for (int i = 0; i < x.rows(); i++) {
      for (int c = 0; c < input.channels(); c++) {
        for (int row = 0; row < output.height(); row++) {
          int to = i * output.size() + c * output.pixels() + row * output.width();
          pool(x.values(), x.row(i) + c * input.pixels(), row, largest, to, output.width());
        }
      }
    }
    for (int j = 0; j < y.size(); j++) {
      y.values()[j] = x.values()[largest[j]];
    }
    return new Output(y, (dy, dw, inputWanted) -> pullBack(x, largest, dy, at));
  }

  /** Finds the largest pixels of one channel for one row of places. */
  private void pool(double[] x, int channel, int row, int[] largest, int to, int places) {
    int above = row * window.stride() - window.padding();
    int top = channel + Math.max(0, above) * input.width();
    int bottom = channel + Math.min(input.height(), above + window.height()) * input.width();
    for (int j = 0; j < places; j++) {
      int left = j * window.stride() - window.padding();
      int first = Math.max(0, left);
      int end = Math.min(input.width(), left + window.width());
      int best = top + first;
      for (int line = top; line < bottom; line += input.width()) {
        for (int pixel = line + first; pixel < line + end; pixel++) {
          best = x[pixel] > x[best] ? pixel : best;
        }
      }
      largest[to + j] = best;
    }
  }

  private Matrix pullBack(Matrix x, int[] largest, Matrix dy, Place at) {
    Matrix dx = at.workspace().matrix(x.rows(), x.columns());
    dx.fill(0);
    int shift = dx.offset() - x.offset();
    for (int j = 0; j < dy.size(); j++) {
      dx.values()[largest[j] + shift] += dy.values()[dy.offset() + j];
    }
    return dx;
  }
}
