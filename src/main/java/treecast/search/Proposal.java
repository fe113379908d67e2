package treecast.search;

import java.io.Serializable;

/**
 * Proposal of a sampler: a trial to train.
 *
 * @param trial number of the trial, from 1
 * @param point values of the searched settings
 * @param epochs number of epochs after which the training pauses, or the number of all epochs
 */
public record Proposal(int trial, Point point, int epochs) implements Serializable {}
