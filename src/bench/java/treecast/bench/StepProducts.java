package treecast.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;

/** All products of a step of the network, in the order of the step, and nothing else of it. */
@State(Scope.Thread)
public class StepProducts {
  @Param({"auto", "plain"})
  String gemm;

  @Param({"16", "32", "128", "1024"})
  int batch;

  @Param({"DOUBLE", "SINGLE"})
  Precision precision;

  private Gemm product;
  private final List<Matrix> x = new ArrayList<>();
  private final List<Matrix> dx = new ArrayList<>();
  private final List<Matrix> initial = new ArrayList<>();
  private final List<Matrix> w = new ArrayList<>();
  private final List<Matrix> dw = new ArrayList<>();

  /** Fills the operands. */
  @Setup
  public void fill() {
    product = Gemm.named(gemm, precision);
    int[] units = {
      Sizes.INPUTS, Sizes.HIDDEN, Sizes.HIDDEN, Sizes.HIDDEN, Sizes.HIDDEN, Sizes.CLASSES
    };
    for (int l = 0; l < units.length; l++) {
      x.add(Sizes.matrix(batch, units[l], l, precision));
      initial.add(Matrix.zeros(1, units[l], precision));
      dx.add(Sizes.matrix(batch, units[l], -l, precision));
      if (l > 0) {
        w.add(Sizes.matrix(units[l - 1], units[l], 10 + l, precision));
        dw.add(Matrix.zeros(units[l - 1], units[l], precision));
      }
    }
  }

  /** Forward through all layers, then back. */
  @Benchmark
  public List<Matrix> products() {
    for (int l = 0; l < w.size(); l++) {
      product.multiply(x.get(l), w.get(l), initial.get(l + 1), x.get(l + 1));
    }
    for (int l = w.size() - 1; l >= 0; l--) {
      product.multiplyLeftTransposed(x.get(l), dx.get(l + 1), initial.get(l + 1), dw.get(l));
      if (l > 0) {
        product.multiplyRightTransposed(dx.get(l + 1), w.get(l), initial.get(l), dx.get(l));
      }
    }
    return dw;
  }
}
