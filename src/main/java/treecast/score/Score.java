package treecast.score;

/**
 * Score by which trainings are compared: the weights of several epochs, and the trials of a sweep.
 * A greater score is better; log loss therefore counts as its negative.
 */
public enum Score {
  /** Accuracy, 0 to 1. */
  ACCURACY("accuracy", "accuracy"),
  /** Negative log loss, 0 or less. */
  LOG_LOSS("logLoss", "negative log loss"),
  /** Macro average of the F1 scores, 0 to 1. */
  F1_MACRO("f1Macro", "macro F1"),
  /** Balanced accuracy, 0 to 1. */
  BALANCED_ACCURACY("balancedAccuracy", "balanced accuracy"),
  /** Area under the ROC curve, 0 to 1; not defined if a class has no rows. */
  AUC("auc", "area under the ROC curve");

  private final String key;
  private final String title;

  Score(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** Name of this score in a plan. */
  public String key() {
    return key;
  }

  /** Name of this score in texts. */
  public String title() {
    return title;
  }

  /** Value of this score; NaN if it is not defined. */
  public double of(Scores scores) {
    return switch (this) {
      case ACCURACY -> scores.accuracy();
      case LOG_LOSS -> -scores.logLoss();
      case F1_MACRO -> scores.confusion().macro().f1();
      case BALANCED_ACCURACY -> scores.confusion().balancedAccuracy();
      case AUC -> scores.rocAuc();
    };
  }
}
