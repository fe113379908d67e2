package treecast.source;

import java.util.Optional;
import treecast.data.FeatureMoments;

/**
 * What an examination of the values of a split's rows has found.
 *
 * @param format format in which everything is decided
 * @param moments of the features, if they were wanted and could be collected
 * @param digest digest of the rows, in hexadecimal digits; empty if there is none
 */
record TableValues(TableFormat format, Optional<FeatureMoments> moments, String digest) {}
