package treecast.training;

import java.io.Serializable;

/**
 * Divergence policy: whether a training whose loss or weights are not finite ends, or goes back to
 * an earlier state and on from there at a lower learning rate. The states to which it can go back
 * are those after fixed steps, so the same plan goes back to the same ones everywhere.
 *
 * @param back steps from one such state to the next, 1 or more; the training goes back at least so
 *     far
 * @param rateFactor factor of the learning rate from there on, between 0 and 1; factors multiply
 * @param times how often it goes back at most, 0 for never
 * @param since number of steps after which the first such state is kept, 0 for the beginning
 */
public record DivergencePolicy(int back, double rateFactor, int times, int since)
    implements Serializable {
  /** The training ends. */
  public static final DivergencePolicy STOP = new DivergencePolicy(1, 1, 0, 0);

  /** Whether the training goes back at all. */
  public boolean goesBack() {
    return times > 0;
  }

  /** Whether the state after a number of steps is one to which a training can go back. */
  boolean keeps(int step) {
    return goesBack() && (step == since || (step > since && step % back == 0));
  }

  /** Factor of the learning rate after going back a number of times; exactly 1 for none. */
  double factor(int timesBack) {
    double factor = 1;
    for (int i = 0; i < timesBack; i++) {
      factor *= rateFactor;
    }
    return factor;
  }
}
