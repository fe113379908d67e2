package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import treecast.report.Block;
import treecast.report.Block.Fact;
import treecast.report.Report.Section;

/** Experiment with its result. */
public record FinishedExperiment(Experiment experiment, ExperimentResult result) {

  /**
   * Section of the report.
   *
   * @param seconds total duration of its trainings in seconds
   */
  public Section section(double seconds) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Text(result.summary()));
    result.charts().forEach(chart -> blocks.add(new Block.Picture(chart)));
    blocks.addAll(result.claims());
    result.remarks().forEach(remark -> blocks.add(new Block.Text(remark)));
    blocks.add(result.outcomes());
    if (!result.references().isEmpty()) {
      blocks.add(references());
    }
    List<Fact> settings = new ArrayList<>(result.settings());
    if (seconds > 0) {
      settings.add(
          new Fact("time", NumberText.text(seconds) + " s of one core, all trainings together"));
    }
    blocks.add(new Block.Facts("Settings", settings));
    return new Section(experiment.name(), experiment.title(), blocks);
  }

  private Block.Table references() {
    return new Block.Table(
        "Beside the NumPy version",
        List.of("figure", "found", "seeds", "their range", "widened", "inside"),
        result.references().stream()
            .map(
                r ->
                    List.of(
                        r.figure(),
                        NumberText.text(r.found()),
                        String.valueOf(r.seeds()),
                        range(r.min(), r.max()),
                        range(r.from(), r.to()),
                        r.holds() ? "yes" : "no"))
            .toList());
  }

  private static String range(double from, double to) {
    return NumberText.text(from) + " to " + NumberText.text(to);
  }
}
