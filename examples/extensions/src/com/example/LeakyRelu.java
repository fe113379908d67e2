package com.example;

import treecast.linalg.Matrix;
import treecast.nn.Layer;
import treecast.nn.Mode;

/**
 * Leaky ReLU: {@code y = x} where x is above 0, else {@code slope * x}.
 *
 * @param inputs units per row, of the input and of the output
 * @param slope from 0 to below 1
 */
public record LeakyRelu(int inputs, double slope) implements Layer {

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    Matrix y = at.workspace().matrix(x.rows(), inputs);
    for (int i = 0; i < x.size(); i++) {
      double value = x.get(i);
      y.set(i, value > 0 ? value : slope * value);
    }
    return new Output(y, (dy, dw, inputWanted) -> pullBack(y, dy));
  }

  /** The gradient of the input takes the place of that of the output. */
  private Matrix pullBack(Matrix y, Matrix dy) {
    for (int i = 0; i < y.size(); i++) {
      if (!(y.get(i) > 0)) {
        dy.set(i, slope * dy.get(i));
      }
    }
    return dy;
  }
}
