package treecast.score;

import java.io.Serializable;

/** Averages over classes of precision, recall and F1 score, 0 to 1. */
public record ClassAverages(double precision, double recall, double f1) implements Serializable {}
