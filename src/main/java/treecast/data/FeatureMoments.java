package treecast.data;

import java.io.Serializable;

/**
 * Moments of the features of the training rows to which a scaling is fitted.
 *
 * @param moments of the features after missing values have been filled
 * @param fill value that takes the place of a missing one, for each feature; empty if none may be
 *     missing
 */
@SuppressWarnings("ArrayRecordComponent")
public record FeatureMoments(Moments moments, double[] fill) implements Serializable {}
