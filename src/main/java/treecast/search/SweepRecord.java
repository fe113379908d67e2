package treecast.search;

import java.util.List;

/**
 * How far a sweep has come.
 *
 * @param rounds those that have begun
 * @param results of all rounds, in the order of their proposals
 * @param complete whether nothing is left to be done
 */
public record SweepRecord(List<Round> rounds, List<Result> results, boolean complete) {}
