package treecast.cluster;

import java.io.Serializable;
import treecast.training.TrainingListener;
import treecast.training.TrialListener;

/**
 * Trial listener for tasks in the driver's JVM. It is broadcast: tasks in the driver's JVM get the
 * driver's object from Spark and report every step to it. Tasks elsewhere get a copy without a
 * listener; the driver is only notified when they have ended.
 */
final class LocalTrialListener implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient TrialListener listener;

  LocalTrialListener(TrialListener listener) {
    this.listener = listener;
  }

  /** Listener to one of the trainings. */
  TrainingListener to(int trial) {
    return listener == null ? TrainingListener.NONE : listener.of(trial);
  }
}
