package com.example;

import java.util.List;
import treecast.linalg.RandomStream;
import treecast.search.Result;
import treecast.search.Round;
import treecast.search.Sampler;
import treecast.search.Search;

/**
 * Halton's sequence, shifted by a random amount that depends on the seed: points that fill the
 * space more evenly than random ones. All trials are one round.
 *
 * @param skip number of points at the beginning of the sequence that are left out
 */
public record Halton(int skip) implements Sampler {

  @Override
  public Round propose(Search search, int round, List<Result> earlier) {
    int trials = round == 0 ? search.trials() : 0;
    return new Round(
        search.space(),
        List.of(),
        search.whole(0, trials, trial -> search.space().at(places(search, trial))));
  }

  /** A trial's place in each dimension, from 0 to below 1. */
  private double[] places(Search search, int trial) {
    double[] places = new double[search.space().dimensions().size()];
    RandomStream shift = search.stream(0);
    int base = 1;
    for (int i = 0; i < places.length; i++) {
      base = nextPrime(base);
      places[i] = (inverse(skip + trial, base) + shift.uniform(i)) % 1;
    }
    return places;
  }

  /** The digits of a number behind the point, in reverse order. */
  static double inverse(int number, int base) {
    double inverse = 0;
    double digit = 1;
    for (int rest = number; rest > 0; rest /= base) {
      digit /= base;
      inverse += digit * (rest % base);
    }
    return inverse;
  }

  private static int nextPrime(int number) {
    int next = number + 1;
    while (isComposite(next)) {
      next++;
    }
    return next;
  }

  private static boolean isComposite(int number) {
    for (int divisor = 2; divisor * divisor <= number; divisor++) {
      if (number % divisor == 0) {
        return true;
      }
    }
    return false;
  }
}
