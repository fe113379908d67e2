package treecast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Formula for the time of a step on a cluster, in milliseconds: constants times what is known of
 * the step, found by least squares of relative errors.
 *
 * <p>With {@code B} the milliseconds that an array of parameters takes over a link, {@code w}
 * workers and {@code P} million parameters:
 *
 * <pre>
 * sums joined by the driver      step = slowest task + a w + b w B
 * sums joined by the executors   step = slowest task + c w + d (1 + (w - 1) / w) B + e P
 * </pre>
 *
 * @param driver a and b
 * @param executors c, d and e
 * @param arrays number of arrays that the driver sends in a step: a constant, and one that is
 *     multiplied by the binary logarithm of the number of workers, of models that executors join
 */
record ScalingFormula(double[] driver, double[] executors, double[] arrays) {

  /**
   * A cluster and a network, and what was measured of its steps.
   *
   * @param millions parameters, in millions
   * @param rate of a link, in Mbit/s
   * @param step milliseconds of a step
   * @param task milliseconds of its slowest task, in which the weights are fetched
   * @param sent arrays of parameters that the driver sends in a step
   * @param received arrays that it receives; about one if executors join the sums
   */
  record Case(
      double millions,
      int workers,
      int rate,
      double step,
      double task,
      double sent,
      double received) {

    /** Milliseconds that an array of floats takes over a link. */
    double array() {
      return array(millions, rate);
    }

    static double array(double millions, double rate) {
      return millions * 32e6 / (rate * 1e3);
    }

    boolean joinedByExecutors() {
      return received < 1.5;
    }
  }

  /** The constants that fit cases best. */
  static ScalingFormula of(List<Case> cases) {
    List<Case> joined = cases.stream().filter(Case::joinedByExecutors).toList();
    List<Case> others = cases.stream().filter(one -> !one.joinedByExecutors()).toList();
    return new ScalingFormula(
        fit(others, ScalingFormula::driverTerms, one -> one.step() - one.task(), Case::step),
        fit(joined, ScalingFormula::executorTerms, one -> one.step() - one.task(), Case::step),
        fit(joined, ScalingFormula::arrayTerms, Case::sent, Case::sent));
  }

  /** Milliseconds of a step, of which the slowest task is as measured. */
  double step(Case one) {
    return one.task()
        + (one.joinedByExecutors()
            ? times(executors, executorTerms(one))
            : times(driver, driverTerms(one)));
  }

  private static double[] driverTerms(Case one) {
    return new double[] {one.workers(), one.workers() * one.array()};
  }

  private static double[] executorTerms(Case one) {
    double share = 1 - 1.0 / one.workers();
    return new double[] {one.workers(), (1 + share) * one.array(), one.millions()};
  }

  private static double[] arrayTerms(Case one) {
    return new double[] {1, Math.log(one.workers()) / Math.log(2)};
  }

  static double times(double[] constants, double[] terms) {
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      sum += constants[i] * terms[i];
    }
    return sum;
  }

  /** Least squares: the normal equations, each case divided by what its error is relative to. */
  private static double[] fit(
      List<Case> cases,
      Function<Case, double[]> terms,
      Function<Case, Double> value,
      Function<Case, Double> relativeTo) {
    List<double[]> rows = new ArrayList<>();
    for (Case one : cases) {
      double[] row = terms.apply(one);
      double[] scaled = new double[row.length + 1];
      for (int i = 0; i < row.length; i++) {
        scaled[i] = row[i] / relativeTo.apply(one);
      }
      scaled[row.length] = value.apply(one) / relativeTo.apply(one);
      rows.add(scaled);
    }
    return rows.isEmpty() ? new double[0] : solved(normalEquations(rows));
  }

  private static double[][] normalEquations(List<double[]> rows) {
    int unknowns = rows.get(0).length - 1;
    double[][] equations = new double[unknowns][unknowns + 1];
    for (double[] row : rows) {
      for (int i = 0; i < unknowns; i++) {
        for (int j = 0; j <= unknowns; j++) {
          equations[i][j] += row[i] * row[j];
        }
      }
    }
    return equations;
  }

  /** Gauss-Jordan elimination of equations whose matrix is positive definite. */
  private static double[] solved(double[][] equations) {
    int unknowns = equations.length;
    for (int pivot = 0; pivot < unknowns; pivot++) {
      for (int row = 0; row < unknowns; row++) {
        double factor = equations[row][pivot] / equations[pivot][pivot];
        for (int column = pivot; row != pivot && column <= unknowns; column++) {
          equations[row][column] -= factor * equations[pivot][column];
        }
      }
    }
    double[] solution = new double[unknowns];
    for (int i = 0; i < unknowns; i++) {
      solution[i] = equations[i][unknowns] / equations[i][i];
    }
    return solution;
  }
}
