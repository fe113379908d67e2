package treecast.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.report.Block;
import treecast.report.Block.Fact;
import treecast.report.ConfusionBlocks;
import treecast.report.HtmlReport;
import treecast.report.OutputDirectory;
import treecast.report.Remarks;
import treecast.report.Report;
import treecast.report.Report.Section;
import treecast.report.ScoreCharts;
import treecast.report.ScoreRecord;
import treecast.report.ScoreTables;
import treecast.report.TextFormat;
import treecast.report.TextTables;
import treecast.score.Confusion;
import treecast.score.Scores;
import treecast.training.ScoredSplit;

/**
 * Result of an evaluation: all scores of a model on each split, as text, JSON and a report.
 *
 * @param run what was evaluated, as it was named
 * @param data description of the data set
 * @param classes the names of the classes
 * @param splits the scores of each split, in their order
 */
public record EvaluationResult(
    String run, String data, List<String> classes, Map<Split, ScoredSplit> splits) {
  /** Name of the file with all scores. */
  public static final String FILE = "evaluation.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Prints the scores of each split, and those of each class of the test rows. */
  public void print(PrintStream out) {
    splits.forEach((split, found) -> out.println(line(split, found.scores())));
    ScoreTables tables = tables(splits.get(shown()).scores());
    tables
        .confusion("confusion matrix of the %s rows".formatted(shown()))
        .ifPresent(matrix -> TextTables.of(matrix).forEach(out::println));
    TextTables.of(tables.byClass("%s rows by class".formatted(shown()))).forEach(out::println);
    RunRemarks.lines(remarks()).forEach(out::println);
  }

  /** Split that says how good a model is: the test rows, or the training rows if there are none. */
  private Split shown() {
    return splits.containsKey(Split.TEST) ? Split.TEST : Split.TRAIN;
  }

  /** Remarks on the rows. */
  public List<String> remarks() {
    return new Remarks(classes).onRows(support(Split.TRAIN), support(Split.TEST));
  }

  private long[] support(Split split) {
    if (!splits.containsKey(split)) {
      return new long[classes.size()];
    }
    Confusion confusion = splits.get(split).scores().confusion();
    return IntStream.range(0, classes.size()).mapToLong(confusion::support).toArray();
  }

  private String line(Split split, Scores scores) {
    List<String> words =
        tables(scores).facts().stream()
            .skip(1)
            .map(fact -> fact.name() + " " + fact.value())
            .toList();
    return split + ": " + String.join("; ", words);
  }

  private ScoreTables tables(Scores scores) {
    return new ScoreTables(classes, scores);
  }

  /**
   * Writes {@code evaluation.json} and {@code report.html}.
   *
   * @param directory a directory that does not exist
   * @throws IOException if it exists or cannot be written
   */
  public void write(Storage storage, String directory) throws IOException {
    OutputDirectory out = OutputDirectory.create(storage, directory);
    out.write("report.html", HtmlReport.of(report()));
    out.write(FILE, json());
  }

  private byte[] json() throws JsonProcessingException {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("run", run);
    record.put("data", data);
    ScoreRecord names = new ScoreRecord(classes);
    splits.forEach(
        (split, found) ->
            record.put(split.toString(), names.of(found.scores(), found.evaluation().loss())));
    return (JSON.writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private Report report() {
    List<Section> sections = new ArrayList<>();
    if (!remarks().isEmpty()) {
      sections.add(Section.ofTexts("remarks", "Remarks", remarks()));
    }
    List<Split> order = List.of(Split.TEST, Split.TRAIN);
    order.stream()
        .filter(splits::containsKey)
        .forEach(split -> sections.addAll(sections(split, splits.get(split))));
    Scores test = splits.get(shown()).scores();
    return new Report(
        "Evaluation of " + run,
        TextFormat.of(
            "%s of the %,d %s rows are classified correctly: an accuracy of %.4f.",
            TextFormat.number(test.confusion().correct()),
            test.confusion().rows(),
            shown(),
            test.accuracy()),
        List.of(new Fact("Model", run), new Fact("Data", data)),
        sections);
  }

  private List<Section> sections(Split split, ScoredSplit found) {
    Scores scores = found.scores();
    ScoreCharts charts = new ScoreCharts(classes, scores, data + "; " + split + " rows");
    List<Block> byClass = new ArrayList<>(ConfusionBlocks.of(scores.confusion(), classes));
    byClass.add(tables(scores).byClass("Each class of the %s rows".formatted(split)));
    String title = split == Split.TEST ? "Test rows" : "Training rows";
    return List.of(
        new Section(
            split.toString(),
            title,
            List.of(new Block.Facts("Scores of the %s rows".formatted(split), facts(found)))),
        new Section(split + "-classes", title + " by class", byClass),
        new Section(
            split + "-curves",
            title + ": curves and calibration",
            List.of(new Block.Picture(charts.curves()), new Block.Picture(charts.calibration()))));
  }

  private List<Fact> facts(ScoredSplit found) {
    List<Fact> facts = new ArrayList<>(tables(found.scores()).facts());
    facts.add(new Fact("loss of the training", TextFormat.share(found.evaluation().loss())));
    facts.add(new Fact("rows", TextFormat.number(found.evaluation().rows())));
    return facts;
  }
}
