package treecast.training;

/** Hears of a training while it runs, on the thread that runs it. */
public interface TrainingListener {
  /** One that does not listen. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * A step was taken.
   *
   * @param step its number, from 1
   * @param rate the learning rate it had
   * @param loss the loss whose gradient it used
   * @param times where its time went
   */
  default void stepped(int step, double rate, double loss, StepTimes times) {}

  /**
   * The network was evaluated.
   *
   * @param step steps taken so far
   */
  default void evaluated(int step, Evaluations evaluations) {}

  /**
   * A step is complete, with the evaluation that followed it if one did: the state is all that the
   * training needs to go on from here.
   *
   * @param state as it stands until the next step; to be copied if it is to be kept
   */
  default void completed(TrainingState state) {}

  /** One that tells each of several, in their order. */
  static TrainingListener all(TrainingListener... listeners) {
    return new TrainingListener() {
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
      public void completed(TrainingState state) {
        for (TrainingListener listener : listeners) {
          listener.completed(state);
        }
      }
    };
  }
}
