package treecast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

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
 * @param fetching time in which executors fetch the weights, in arrays over a link: a constant, and
 *     one that is multiplied by the binary logarithm of the number of workers; by how the slowest
 *     task grows as links get slower
 */
record ScalingFormula(double[] driver, double[] executors, double[] fetching) {

  /**
   * A cluster and a network, and what was measured of its steps.
   *
   * @param millions parameters, in millions
   * @param rate of a link, in Mbit/s
   * @param step milliseconds of a step
   * @param task milliseconds of its slowest task, in which the weights are fetched
   * @param received arrays that it receives; about one if executors join the sums
   */
  record Case(double millions, int workers, int rate, double step, double task, double received) {

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
        fit(fetched(joined), one -> terms(one.workers()), Fetched::arrays, Fetched::arrays));
  }

  /** Arrays over a link that the slowest task waits for. */
  private record Fetched(int workers, double arrays) {}

  /** Of each network and number of workers that were measured at several rates. */
  private static List<Fetched> fetched(List<Case> cases) {
    return cases.stream()
        .collect(Collectors.groupingBy(one -> List.of(one.millions(), one.workers())))
        .values()
        .stream()
        .filter(same -> same.size() > 1)
        .map(same -> new Fetched(same.get(0).workers(), slope(same)))
        .toList();
  }

  /** By how much the slowest task grows with the time of an array. */
  private static double slope(List<Case> cases) {
    double[] line = fit(cases, one -> new double[] {1, one.array()}, Case::task, Case::task);
    return line[1];
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

  /** Milliseconds in which a number of executors fetch the weights. */
  double fetching(int executors, double array) {
    return times(fetching, terms(executors)) * array;
  }

  private static double[] terms(int executors) {
    return new double[] {1, Math.log(executors) / Math.log(2)};
  }

  static double times(double[] constants, double[] terms) {
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      sum += constants[i] * terms[i];
    }
    return sum;
  }

  /** Least squares: the normal equations, each case divided by what its error is relative to. */
  private static <T> double[] fit(
      List<T> cases,
      Function<T, double[]> terms,
      Function<T, Double> value,
      Function<T, Double> relativeTo) {
    List<double[]> rows = new ArrayList<>();
    for (T one : cases) {
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
