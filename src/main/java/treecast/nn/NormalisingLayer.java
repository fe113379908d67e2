package treecast.nn;

import java.util.List;
import treecast.linalg.Matrix;

/** Layer that is a batch normalisation of the channels of its input. */
interface NormalisingLayer extends Layer {
  Normalisation normalisation();

  @Override
  default List<Parameter> parameters() {
    return normalisation().parameters();
  }

  @Override
  default List<Parameter> statistics() {
    return normalisation().statistics();
  }

  @Override
  default Output forward(Matrix x, Mode mode, Context at) {
    return normalisation().forward(x, mode, at);
  }

  @Override
  default Inference inference(Matrix x, Context at) {
    return normalisation().inference(x, at);
  }
}
