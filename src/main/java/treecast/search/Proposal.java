package treecast.search;

import java.io.Serializable;

/**
 * A training that a sampler wants.
 *
 * @param trial number of the trial, from 1
 * @param point the settings searched
 * @param epochs after how many epochs it pauses, or all of them
 */
public record Proposal(int trial, Point point, int epochs) implements Serializable {}
