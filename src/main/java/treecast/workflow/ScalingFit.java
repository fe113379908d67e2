package treecast.workflow;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import treecast.config.PlanSettings;
import treecast.data.DataSet;
import treecast.data.Examination;
import treecast.data.FeatureMoments;
import treecast.data.ScalingMethod;
import treecast.data.Split;
import treecast.data.TaskRunner;

/**
 * Fit of the scaling to the training rows of a plan: those that it uses and does not hold out.
 * Where the source can, the examination collects what is needed; else the rows are read once more.
 */
record ScalingFit(PlanSettings plan, ScalingMethod method, TaskRunner tasks) {

  /** Examination that collects the moments of these rows. */
  Examination examination() {
    return new Examination(tasks, Optional.of(this::leftOut), Examination.AUTO);
  }

  private BitSet leftOut(char[] classes) {
    int used = plan.data().usedRows(classes.length);
    BitSet leftOut = plan.heldOut(used, () -> Arrays.copyOf(classes, used));
    leftOut.set(used, classes.length);
    return leftOut;
  }

  /** Scaled data set, by its training rows. */
  DataSet scaled(DataSet data) {
    Optional<FeatureMoments> moments = data.source().moments();
    if (moments.isEmpty() && method == ScalingMethod.NONE && !data.source().missing().fills()) {
      return data; // nothing is fitted: which rows are held out need not be known
    }
    return data.scaled(
        moments.isPresent()
            ? method.of(data, moments.get())
            : method.fit(data, plan.heldOut(data.trainRows(), () -> data.classes(Split.TRAIN))));
  }
}
