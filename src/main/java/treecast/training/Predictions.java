package treecast.training;

import java.io.Serializable;
import java.util.List;
import java.util.PriorityQueue;
import treecast.data.Dealing;
import treecast.data.Shard;
import treecast.data.Split;

/**
 * What a network or an ensemble takes rows for, in inference mode.
 *
 * @param mistakes the most confident ones, those first
 */
public record Predictions(Confusion confusion, List<Mistake> mistakes) implements Serializable {
  public Predictions {
    mistakes = List.copyOf(mistakes);
  }

  /**
   * Those on one shard: a pure function of its arguments.
   *
   * @param shard a whole shard, its rows as they lie
   * @param dealing how the rows were dealt, which tells their numbers
   * @param most how many mistakes are kept
   */
  public static Predictions of(Scorer scorer, Shard shard, Dealing dealing, int classes, int most) {
    Confusion confusion = Confusion.none(classes);
    PriorityQueue<Mistake> kept = new PriorityQueue<>(Mistake.MOST_CONFIDENT.reversed());
    for (int from = 0; from < shard.rows(); from += Scored.CHUNK) {
      Scored scored = Scored.of(scorer, shard, from);
      for (int i = 0; i < scored.rows(); i++) {
        confusion.counts()[scored.labels()[i]][scored.guesses()[i]]++;
        if (scored.guesses()[i] != scored.labels()[i]) {
          kept.add(mistake(scored, i, dealing, shard.index(), from + i));
          if (kept.size() > most) {
            kept.remove();
          }
        }
      }
    }
    return new Predictions(confusion, kept.stream().sorted(Mistake.MOST_CONFIDENT).toList());
  }

  /**
   * Those on all rows of a split.
   *
   * @param dealing how its rows were dealt to the engine's shards
   * @param most how many mistakes are kept
   */
  public static Predictions of(
      Engine engine, Split split, Scorer scorer, Dealing dealing, int classes, int most) {
    try (Shared<Scorer> shared = engine.share(scorer)) {
      return total(
          engine.map(split, shard -> of(shared.value(), shard, dealing, classes, most)),
          classes,
          most);
    }
  }

  /**
   * Those on all shards.
   *
   * @param shards one for each shard, in any order
   * @param most how many mistakes are kept
   */
  public static Predictions total(List<Predictions> shards, int classes, int most) {
    return new Predictions(
        Confusion.total(shards.stream().map(Predictions::confusion).toList(), classes),
        shards.stream()
            .flatMap(part -> part.mistakes.stream())
            .sorted(Mistake.MOST_CONFIDENT)
            .limit(most)
            .toList());
  }

  private static Mistake mistake(Scored scored, int i, Dealing dealing, int shard, int place) {
    int actual = scored.labels()[i];
    int guess = scored.guesses()[i];
    return new Mistake(
        dealing.row(shard, place),
        shard,
        place,
        actual,
        guess,
        scored.probabilities().get(i, guess),
        scored.probabilities().get(i, actual));
  }
}
