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
 * Length of a training, and its evaluations.
 *
 * @param rows number of training rows to use, the first ones
 * @param batch batch size
 * @param steps number of updates
 * @param evaluation evaluation policy
 */
record TrainingLength(int rows, int batch, int steps, EvaluationPolicy evaluation) {

  /** Length in steps, with an evaluation on all rows at the end. */
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

  /** Length in epochs, with an evaluation after each. */
  static TrainingLength ofEpochs(int rows, int batch, int epochs, EvaluationPolicy evaluation) {
    long drawn = (long) epochs * trains(rows, evaluation.holdOut());
    return new TrainingLength(rows, batch, (int) ((drawn + batch - 1) / batch), evaluation);
  }

  /**
   * Length in epochs, without validation rows and with an evaluation on all rows of some roles
   * after each.
   */
  static TrainingLength ofEpochs(int rows, int batch, int epochs, Set<Role> evaluated) {
    return ofEpochs(
        rows,
        batch,
        epochs,
        new EvaluationPolicy(
            HoldOut.NOTHING, new EvaluationRows.Only(evaluated), EarlyStopping.NEVER));
  }

  /** Number of training rows without those held out. */
  int rowsThatTrain() {
    return trains(rows, evaluation.holdOut());
  }

  private static int trains(int rows, HoldOut holdOut) {
    return rows - holdOut.rows(new ShardAssignment(rows, 1));
  }
}
