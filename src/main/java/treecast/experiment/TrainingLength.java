package treecast.experiment;

import java.util.Set;
import treecast.data.HoldOut;
import treecast.data.ShardAssignment;
import treecast.training.EarlyStopping;
import treecast.training.EvaluationPolicy;
import treecast.training.EvaluationRows;
import treecast.training.EvaluationSchedule;
import treecast.training.Role;

/**
 * How long a training goes on, and how it is watched.
 *
 * @param rows how many of the first training rows it has
 * @param batch rows of a minibatch
 * @param steps number of updates
 */
record TrainingLength(int rows, int batch, int steps, EvaluationPolicy evaluation) {

  /** So many steps on so many rows, evaluated on all rows in the end. */
  static TrainingLength ofSteps(int rows, int batch, int steps) {
    return new TrainingLength(
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
  static TrainingLength ofEpochs(int rows, int batch, int epochs, EvaluationPolicy evaluation) {
    long drawn = (long) epochs * trains(rows, evaluation.holdOut());
    return new TrainingLength(rows, batch, (int) ((drawn + batch - 1) / batch), evaluation);
  }

  /** The same without validation rows, evaluated on all rows of some subsets. */
  static TrainingLength ofEpochs(int rows, int batch, int epochs, Set<Role> looked) {
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
    return rows - holdOut.rows(new ShardAssignment(rows, 1));
  }
}
