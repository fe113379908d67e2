package treecast.cluster;

import java.io.Serializable;
import treecast.training.TrainingListener;
import treecast.training.TrialListener;

/**
 * The driver's listener as tasks find it. It is broadcast: Spark gives tasks in the driver's JVM
 * the driver's own object, and through it they are heard while they run. All others get a copy,
 * which has no listener; of those the driver hears when they have ended.
 */
final class NearbyListener implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient TrialListener listener;

  NearbyListener(TrialListener listener) {
    this.listener = listener;
  }

  /** What listens to one of the trainings. */
  TrainingListener to(int trial) {
    return listener == null ? TrainingListener.NONE : listener.of(trial);
  }
}
