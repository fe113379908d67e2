package treecast.experiment;

import java.util.Set;
import treecast.data.Dealing;
import treecast.data.HoldOut;
import treecast.training.EarlyStopping;
import treecast.training.EvaluationPolicy;
import treecast.training.EvaluationRows;
import treecast.training.EvaluationSchedule;
import treecast.training.Subset;

/**
 * How long a training goes on, and how it is watched.
 *
 * @param rows how many of the first training rows it has
 * @param batch rows of a minibatch
 * @param steps number of updates
 */
record Course(int rows, int batch, int steps, EvaluationPolicy evaluation) {

  /** So many steps on so many rows, evaluated on all rows in the end. */
  static Course ofSteps(int rows, int batch, int steps) {
    return new Course(
        rows,
        batch,
        steps,
        new EvaluationPolicy(
            HoldOut.NOTHING,
            new EvaluationRows.All(),
            EarlyStopping.NEVER,
            EvaluationSchedule.AT_THE_END));
  }

  /** So many epochs, evaluated after each. */
  static Course ofEpochs(int rows, int batch, int epochs, EvaluationPolicy evaluation) {
    long drawn = (long) epochs * trains(rows, evaluation.holdOut());
    return new Course(rows, batch, (int) ((drawn + batch - 1) / batch), evaluation);
  }

  /** The same without validation rows, evaluated on all rows of some subsets. */
  static Course ofEpochs(int rows, int batch, int epochs, Set<Subset> looked) {
    return ofEpochs(
        rows,
        batch,
        epochs,
        new EvaluationPolicy(
            HoldOut.NOTHING, new EvaluationRows.Only(looked), EarlyStopping.NEVER));
  }

  /** Rows that train: not those held out. */
  int rowsThatTrain() {
    return trains(rows, evaluation.holdOut());
  }

  private static int trains(int rows, HoldOut holdOut) {
    return rows - holdOut.rows(new Dealing(rows, 1));
  }
}
