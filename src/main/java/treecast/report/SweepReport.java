package treecast.report;

import java.util.ArrayList;
import java.util.List;
import treecast.report.Report.Section;
import treecast.search.Result;
import treecast.search.Round;
import treecast.search.SearchSpace;
import treecast.search.SweepRecord;
import treecast.search.TrialTable;
import treecast.search.TrialTable.Row;

/**
 * Report of a sweep: best trials, importance of settings, rounds, costs.
 *
 * @param space the initial search space
 * @param record rounds and results
 * @param table the trials, ranked by score
 * @param reasons why the initial ranges were chosen
 * @param data one line about the data set
 * @param score name of the score by which trials are ranked
 */
public record SweepReport(
    SearchSpace space,
    SweepRecord record,
    TrialTable table,
    List<String> reasons,
    String data,
    String score) {
  private static final int BEST = 20;

  /** Builds the report. */
  public Report report(List<Block.Fact> facts) {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("best", "The best trials", best()));
    sections.add(new Section("parameters", "What matters", parameters()));
    if (record.rounds().size() > 1 || !reasons.isEmpty()) {
      sections.add(new Section("rounds", "Round by round", rounds()));
    }
    sections.add(new Section("cost", "Cost", cost()));
    String found =
        table
            .winner()
            .map(
                best ->
                    TextFormat.of(
                        "The best of %d trials has a validation %s of %.4f with %s.",
                        table.rows().size(), score, best.score(), best.point()))
            .orElse(
                TextFormat.of(
                    "None of %d trials finished with a score: %s.",
                    table.rows().size(), table.endings()));
    String summary = found + " Test rows were not used.";
    return new Report("Hyper-parameter search", summary, facts, sections);
  }

  private SweepCharts charts() {
    return new SweepCharts(space, data, score);
  }

  private List<Row> scored() {
    return table.rows().stream().filter(row -> row.last().scored()).toList();
  }

  private List<Block> best() {
    List<Row> rows = scored().stream().limit(BEST).toList();
    List<Block> blocks = new ArrayList<>();
    SweepCharts charts = charts();
    if (!rows.isEmpty()) {
      blocks.add(new Block.Picture(charts.best(rows)));
    }
    List<String> header = new ArrayList<>(List.of("rank", "trial", "score", "spread"));
    header.addAll(table.paths());
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      Result last = row.last();
      List<String> line = new ArrayList<>();
      line.add(Integer.toString(cells.size() + 1));
      line.add(Integer.toString(last.trial()));
      line.add(TextFormat.of("%.4f", last.score()));
      line.add(TextFormat.of("%.4f", last.spread()));
      table.paths().forEach(path -> line.add(shortened(last.point().values().get(path))));
      cells.add(line);
    }
    blocks.add(new Block.Table("The best trials; trials.csv has all", header, cells));
    return blocks;
  }

  private static String shortened(String value) {
    if (value == null) {
      return "";
    }
    try {
      return TextFormat.of("%.4g", Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private List<Block> parameters() {
    List<List<String>> shares =
        table.importance().stream()
            .map(
                i ->
                    List.of(
                        i.path(), TextFormat.of("%.3f", i.share()), Integer.toString(i.trials())))
            .toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Text(
            "Importance is the share of the scores' variance that lies between groups of trials with"
                + " similar values of the setting: numbers in up to eight groups of equal size, choices"
                + " by value; less what as many groups would explain by chance. It does not show"
                + " settings that matter only in combination."));
    blocks.add(
        new Block.Table(
            "Importance of each setting", List.of("setting", "share", "trials"), shares));
    if (!scored().isEmpty()) {
      blocks.add(new Block.Picture(charts().slices(scored())));
      blocks.add(new Block.Picture(charts().parallel(scored())));
    }
    return blocks;
  }

  private List<Block> rounds() {
    List<Block> blocks = new ArrayList<>();
    reasons.forEach(reason -> blocks.add(new Block.Text(reason)));
    charts().ranges(record.rounds()).ifPresent(chart -> blocks.add(new Block.Picture(chart)));
    List<List<String>> lines = new ArrayList<>();
    for (Round round : record.rounds()) {
      lines.add(
          List.of(
              Integer.toString(lines.size() + 1),
              Integer.toString(round.proposals().size()),
              String.join("; ", round.reasons())));
    }
    blocks.add(
        new Block.Table("Rounds", List.of("round", "trials", "what changed and why"), lines));
    return blocks;
  }

  private List<Block> cost() {
    List<Row> rows = table.rows();
    double seconds = rows.stream().mapToDouble(Row::seconds).sum();
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("trials", Integer.toString(rows.size())));
    facts.add(new Block.Fact("epochs trained", TextFormat.of("%.0f", table.epochs())));
    facts.add(new Block.Fact("seconds of one core", TextFormat.of("%.1f", seconds)));
    facts.add(new Block.Fact("outcomes", table.endings()));
    return List.of(new Block.Facts("What it took", facts));
  }
}
