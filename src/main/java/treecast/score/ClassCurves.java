package treecast.score;

import java.io.Serializable;

/**
 * Curves of one class against the rest, and the areas under them.
 *
 * @param rocAuc area under the ROC curve: the probability that a row of the class has a larger
 *     probability of it than another row, where equal ones count half; NaN if all rows or none are
 *     of the class
 * @param averagePrecision average precision, the area under the steps of the precision-recall
 *     curve; 0 if no row is of the class
 * @param roc true positive rate by false positive rate
 * @param precisionRecall precision by recall
 */
public record ClassCurves(double rocAuc, double averagePrecision, Curve roc, Curve precisionRecall)
    implements Serializable {}
