package treecast.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Table of a sweep's trials in the order of their ranking. */
public final class TrialTable {

  /**
   * Row of a trial.
   *
   * @param last its last result
   * @param epochs number of epochs trained, over all rounds and repetitions
   * @param seconds duration in seconds, over all rounds and repetitions
   */
  public record Row(Result last, double epochs, double seconds) {}

  private final SearchSpace space;
  private final List<String> paths;
  private final List<Row> rows;
  private final int longest;

  /**
   * Ranks the trials.
   *
   * @param results results of all rounds
   */
  public TrialTable(SearchSpace space, List<Result> results) {
    this.space = space;
    paths = space.dimensions().stream().map(Dimension::path).sorted().toList();
    Map<Integer, Row> trials = new TreeMap<>();
    results.stream()
        .sorted(Comparator.comparingInt(Result::epochs))
        .forEach(
            r ->
                trials.merge(
                    r.trial(), new Row(r, r.trainedEpochs(), r.seconds()), TrialTable::joined));
    rows = Ranking.ofTrials(List.copyOf(trials.values()), Row::last);
    longest = results.stream().mapToInt(Result::epochs).max().orElse(0);
  }

  private static Row joined(Row before, Row after) {
    return new Row(
        after.last(), before.epochs() + after.epochs(), before.seconds() + after.seconds());
  }

  /** Rows of the trials, the best first. */
  public List<Row> rows() {
    return rows;
  }

  /** Best trial; empty if none finished with a score. */
  public Optional<Result> winner() {
    return rows.stream()
        .map(Row::last)
        .findFirst()
        .filter(best -> best.scored() && best.epochs() == longest);
  }

  /** Number of epochs of all trials. */
  public double epochs() {
    return rows.stream().mapToDouble(Row::epochs).sum();
  }

  /** Importance of each setting for the scores. */
  public List<Importance> importance() {
    return Importance.of(space, rows.stream().map(Row::last).toList());
  }

  /** Numbers of trials by status, as in "4 diverged, 2 out of time". */
  public String endings() {
    Map<String, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(outcome(row.last()), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Status of a trial: one with fewer epochs than others was stopped. */
  private String outcome(Result last) {
    return last.scored() && last.epochs() < longest ? "stopped" : last.ending().toString();
  }

  /** Paths of the searched settings. */
  public List<String> paths() {
    return paths;
  }

  /** The table as CSV (RFC 4180). */
  public String csv() {
    StringBuilder text = new StringBuilder();
    List<String> header = new ArrayList<>(List.of("trial"));
    header.addAll(paths);
    header.addAll(
        List.of("score", "outcome", "trainedEpochs", "seconds", "spread", "round", "reason"));
    line(text, header);
    for (Row row : rows) {
      Result last = row.last();
      List<String> cells = new ArrayList<>(List.of(Integer.toString(last.trial())));
      paths.forEach(path -> cells.add(last.point().values().getOrDefault(path, "")));
      cells.add(last.scored() ? Double.toString(last.score()) : "");
      cells.add(outcome(last));
      cells.add(Double.toString(row.epochs()));
      cells.add(Double.toString(row.seconds()));
      cells.add(last.scored() ? Double.toString(last.spread()) : "");
      cells.add(Integer.toString(last.round() + 1));
      cells.add(last.reason());
      line(text, cells);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(String.join(",", cells.stream().map(TrialTable::quoted).toList())).append("\r\n");
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
