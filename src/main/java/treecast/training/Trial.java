package treecast.training;

import java.io.Serializable;
import treecast.data.Dealing;
import treecast.data.Shard;

/**
 * One of several trainings on the rows of one data set.
 *
 * @param name what it is called among them
 * @param plan all that decides it
 * @param trainRows how many of the data set's first training rows it has
 * @param keepsWeights whether its outcome has the weights, which are large
 */
public record Trial(String name, TrainingPlan plan, int trainRows, boolean keepsWeights)
    implements Serializable {
  /** What a row costs that trains, forward and backward, when one that is evaluated costs 1. */
  private static final double TRAINING = 3;

  /**
   * Checks that the plan is for these rows.
   *
   * @throws IllegalArgumentException if it is for another number of them
   */
  public Trial {
    int held = plan.supervision().holdOut().rows(new Dealing(trainRows, plan.shards()));
    if (plan.rows() != trainRows - held) {
      throw new IllegalArgumentException(
          "%s: expected a plan for %d rows, found one for %d"
              .formatted(name, trainRows - held, plan.rows()));
    }
  }

  /**
   * Trains in the plain loop, in this thread. It gives the bits that a data-parallel training of
   * the plan gives.
   *
   * @param train all training rows of the data set, as they lie
   * @param test all test rows, as they lie
   * @param listener who hears of each step
   */
  public Outcome run(Shard train, Shard test, TrainingListener listener) {
    LocalTrainer trainer =
        new LocalTrainer(
            plan,
            train.dealt(new Dealing(trainRows, plan.shards())),
            test.dealt(new Dealing(test.rows(), plan.shards())),
            1);
    Outcome outcome = Outcome.of(plan, listener, trainer::run);
    return keepsWeights ? outcome : outcome.withoutWeights();
  }

  /**
   * About how long it takes, in no unit: rows that are looked at times weights.
   *
   * @param testRows number of test rows
   */
  public double work(int testRows) {
    Sample sample = plan.supervision().sample();
    double evaluated =
        (double) sample.rows(Subset.TRAINING, plan.rows())
            + sample.rows(Subset.VALIDATION, trainRows - plan.rows())
            + sample.rows(Subset.TEST, testRows);
    double trained = TRAINING * plan.steps() * plan.batch();
    return (trained + plan.evaluations() * evaluated) * plan.network().parameters();
  }
}
