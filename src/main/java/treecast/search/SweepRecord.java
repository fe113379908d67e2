package treecast.search;

import java.util.List;

/**
 * Record of a sweep: its rounds and results so far.
 *
 * @param rounds rounds that have begun
 * @param results results of all rounds, in the order of their proposals
 * @param complete whether all trials have ended
 */
public record SweepRecord(List<Round> rounds, List<Result> results, boolean complete) {}
