package treecast.source;

import java.io.Serializable;
import treecast.data.FeatureMoments;

/**
 * What an examination of the values of a split's rows has found.
 *
 * @param format format in which everything is decided
 * @param fitted moments of the features; null if they were not wanted or could not be collected
 * @param digest digest of the rows, in hexadecimal digits; empty if there is none
 */
record TableValues(TableFormat format, FeatureMoments fitted, String digest)
    implements Serializable {}
