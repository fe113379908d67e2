package treecast.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Importance of a setting: the fraction of the scores' variance between groups of trials with
 * similar values (the correlation ratio), minus what as many groups would explain by chance.
 * Numbers are grouped by rank into at most eight groups of equal size, choices by value.
 * Interactions of settings are not included.
 *
 * @param path path of the setting
 * @param share the fraction, 0 to 1
 * @param trials number of trials with a value of the setting
 */
public record Importance(String path, double share, int trials) {
  private static final int MAX_GROUPS = 8;

  /** Minimum number of trials in a group. */
  private static final int MIN = 3;

  private record Scored(double value, String text, double score) {}

  /** Importance of every setting, in descending order. */
  public static List<Importance> of(SearchSpace space, List<Result> results) {
    return space.dimensions().stream()
        .map(dimension -> of(dimension, results))
        .sorted(Comparator.comparingDouble(Importance::share).reversed())
        .toList();
  }

  private static Importance of(Dimension dimension, List<Result> results) {
    List<Scored> scored = new ArrayList<>();
    for (Result result : results) {
      String value = result.point().values().get(dimension.path());
      if (value != null && result.scored()) {
        scored.add(new Scored(dimension.range().encode(value), value, result.score()));
      }
    }
    List<List<Scored>> groups =
        dimension.range() instanceof Choice ? byValue(scored) : byRank(scored);
    double share = scored.size() > groups.size() ? explained(scored, groups) : 0;
    return new Importance(dimension.path(), share, scored.size());
  }

  private static List<List<Scored>> byValue(List<Scored> scored) {
    Map<String, List<Scored>> groups = new LinkedHashMap<>();
    scored.forEach(s -> groups.computeIfAbsent(s.text(), text -> new ArrayList<>()).add(s));
    return List.copyOf(groups.values());
  }

  private static List<List<Scored>> byRank(List<Scored> scored) {
    List<Scored> sorted =
        scored.stream().sorted(Comparator.comparingDouble(Scored::value)).toList();
    int count = Math.max(1, Math.min(MAX_GROUPS, sorted.size() / MIN));
    List<List<Scored>> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(sorted.subList(i * sorted.size() / count, (i + 1) * sorted.size() / count));
    }
    return groups;
  }

  /** Epsilon squared: the correlation ratio without its bias. */
  private static double explained(List<Scored> all, List<List<Scored>> groups) {
    double mean = mean(all);
    double total = 0;
    double within = 0;
    for (List<Scored> group : groups) {
      double own = mean(group);
      for (Scored s : group) {
        total += (s.score() - mean) * (s.score() - mean);
        within += (s.score() - own) * (s.score() - own);
      }
    }
    if (total == 0) {
      return 0;
    }
    double degrees = (double) (all.size() - 1) / (all.size() - groups.size());
    return Math.max(0, 1 - within / total * degrees);
  }

  private static double mean(List<Scored> group) {
    return group.stream().mapToDouble(Scored::score).average().orElse(0);
  }
}
