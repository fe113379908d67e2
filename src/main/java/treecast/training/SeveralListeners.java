package treecast.training;

import java.util.List;

/** Listener that calls several listeners in their order. */
record SeveralListeners(List<TrainingListener> listeners) implements TrainingListener {
  @Override
  public void stepped(int step, double rate, double loss, StepTimes times) {
    for (TrainingListener listener : listeners) {
      listener.stepped(step, rate, loss, times);
    }
  }

  @Override
  public void evaluated(int step, Evaluations evaluations) {
    for (TrainingListener listener : listeners) {
      listener.evaluated(step, evaluations);
    }
  }

  @Override
  public void wentBack(Divergence divergence) {
    for (TrainingListener listener : listeners) {
      listener.wentBack(divergence);
    }
  }

  @Override
  public void completed(TrainingState state) {
    for (TrainingListener listener : listeners) {
      listener.completed(state);
    }
  }
}
