package treecast.nn;

import java.util.Arrays;
import java.util.List;
import treecast.linalg.Elements;
import treecast.linalg.FlatArray;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.linalg.Window;
import treecast.linalg.Windows;
import treecast.nn.Parameter.Role;

/**
 * Convolution (cross-correlation, as usual in this field): the dot product of every filter with the
 * window at every position, plus the filter's bias. Padding is 0.
 *
 * <p>W is filters x channels x height x width; the output has a channel for each filter. Each image
 * is one matrix product, {@code y = W im2col(x) + b}, whose result is already in the layout of the
 * output. So only one image is copied by im2col at a time, {@link Windows#size} x {@link
 * Windows#positions} elements for any batch size; the backward pass copies it again into the same
 * buffer.
 *
 * @param input shape of the images
 * @param window size, stride and padding of the filters
 * @param filters number of filters
 */
public record Convolution(Shape input, Window window, int filters) implements ImageLayer {

  /**
   * Checks that the window fits.
   *
   * @throws IllegalArgumentException if it does not
   */
  public Convolution {
    new Windows(input, window);
  }

  @Override
  public Shape output(Shape shape) {
    Windows windows = windows();
    return new Shape(filters, windows.down(), windows.across());
  }

  @Override
  public List<Parameter> parameters() {
    List<Integer> shape = List.of(filters, input.channels(), window.height(), window.width());
    return List.of(
        new Parameter("W", Role.WEIGHT, shape, windows().size()),
        new Parameter("b", Role.SHIFT, 1, filters));
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    Windows windows = windows();
    Matrix w = weights(at, windows);
    Matrix y = at.workspace().matrix(x.rows(), outputs());
    Matrix columns = at.workspace().matrix(windows.size(), windows.positions());
    for (int i = 0; i < x.rows(); i++) {
      Matrix image = image(y, i, windows);
      prepare(x, i, windows, columns, image, at);
      at.gemm().multiplyAdd(w, columns, image);
    }
    return new Output(y, (dy, dw, inputWanted) -> pullBack(x, w, columns, dy, dw, inputWanted, at));
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    Windows windows = windows();
    Matrix y = at.workspace().matrix(x.rows(), outputs());
    Matrix columns = at.workspace().matrix(windows.size(), windows.positions());
    Matrix[] images = new Matrix[x.rows()];
    Arrays.setAll(images, i -> image(y, i, windows));
    Runnable[] products = new Runnable[x.rows()];
    Matrix w = weights(at, windows);
    Arrays.setAll(products, i -> at.gemm().product(w, columns, images[i], images[i]));
    return new Inference(
        y,
        () -> {
          for (int i = 0; i < images.length; i++) {
            prepare(x, i, windows, columns, images[i], at);
            products[i].run();
          }
        });
  }

  private Matrix weights(Context at, Windows windows) {
    return at.weights().matrix(0, filters, windows.size());
  }

  /** Copies the windows of an image, and fills its output with the biases. */
  private void prepare(Matrix x, int i, Windows windows, Matrix columns, Matrix image, Context at) {
    windows.im2col(x.array(), x.row(i), columns);
    int biases = filters * windows.size();
    for (int f = 0; f < filters; f++) {
      int row = image.row(f);
      image.array().fill(row, row + windows.positions(), at.weights().get(biases + f));
    }
  }

  private Matrix pullBack(
      Matrix x, Matrix w, Matrix columns, Matrix dy, Slice dw, boolean inputWanted, Context at) {
    Windows windows = windows();
    Matrix dFilters = dw.matrix(0, filters, windows.size());
    Matrix sums = at.workspace().matrix(1, outputs());
    sums.fill(0);
    Matrix zeros = at.workspace().matrix(1, windows.positions());
    zeros.fill(0);
    Elements elements = Elements.fastest(dy.precision());
    Matrix dx = inputWanted ? at.workspace().matrix(x.rows(), inputs()) : dy;
    for (int i = 0; i < x.rows(); i++) {
      Matrix d = image(dy, i, windows);
      windows.im2col(x.array(), x.row(i), columns);
      at.gemm().multiplyAddRightTransposed(d, columns, dFilters);
      elements.addSums(new Matrix(dy.array(), dy.row(i), 1, dy.columns()), sums);
      if (inputWanted) {
        at.gemm().multiplyLeftTransposed(w, d, zeros, columns);
        dx.array().fill(dx.row(i), dx.row(i) + inputs(), 0);
        windows.col2im(columns, dx.array(), dx.row(i));
      }
    }
    addBiases(sums.array(), new Channels(filters, windows.positions()), dw, dFilters.size());
    return dx;
  }

  /**
   * Adds the gradients of the biases: sums over rows first, which are independent chains, then over
   * positions.
   */
  private static void addBiases(FlatArray sums, Channels channels, Slice dw, int from) {
    channels.fold(sums);
    for (int f = 0; f < channels.count(); f++) {
      dw.add(from + f, sums.get(f));
    }
  }

  private Matrix image(Matrix batch, int i, Windows windows) {
    return new Matrix(batch.array(), batch.row(i), filters, windows.positions());
  }

  private Windows windows() {
    return new Windows(input, window);
  }
}
