package com.example.broken;

import treecast.extension.SettingValues;
import treecast.linalg.Matrix;
import treecast.nn.Layer;
import treecast.nn.LayerProvider;
import treecast.nn.Mode;

/** A provider whose layer computes with arrays of doubles, which matrices in single precision do not have. */
public final class OnArrays implements LayerProvider {

  private record Doubled(int inputs) implements Layer {

    @Override
    public int outputs() {
      return inputs;
    }

    @Override
    public Output forward(Matrix x, Mode mode, Context at) {
      Matrix y = at.workspace().matrix(x.rows(), inputs);
      for (int i = 0; i < x.size(); i++) {
        y.values()[y.offset() + i] = 2 * x.values()[x.offset() + i];
      }
      return new Output(y, (dy, dw, inputWanted) -> dy);
    }
  }

  @Override
  public String name() {
    return "on-arrays";
  }

  @Override
  public Layer create(int units, SettingValues values) {
    return new Doubled(units);
  }
}
