package treecast.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import treecast.chart.Chart;
import treecast.chart.Series;
import treecast.report.Block.Claim;
import treecast.report.Block.Fact;

/**
 * File {@code results.json}: all claims, and the numbers of all curves. It contains no times and no
 * machine names, so two runs with the same seed and data give the same bytes.
 */
public final class ResultsFile {
  /** File name. */
  public static final String NAME = "results.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultsFile() {}

  /** Content of the file, in UTF-8. */
  public static byte[] of(ExperimentContext context, List<FinishedExperiment> finished)
      throws IOException {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("dataset", context.data().source().name());
    file.put("seed", context.seed());
    List<Object> claims = new ArrayList<>();
    for (FinishedExperiment each : finished) {
      each.result().claims().forEach(claim -> claims.add(claim(each.experiment(), claim)));
    }
    file.put("claims", claims);
    file.put("experiments", finished.stream().map(ResultsFile::experiment).toList());
    return (JSON.writeValueAsString(file) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> claim(Experiment experiment, Claim claim) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("experiment", experiment.name());
    object.put("claim", claim.claim());
    object.put("figures", claim.figures());
    object.put("rule", claim.rule());
    object.put("passed", claim.passed());
    return object;
  }

  private static Map<String, Object> experiment(FinishedExperiment finished) {
    ExperimentResult result = finished.result();
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Fact fact : result.settings()) {
      settings.put(fact.name(), fact.value());
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("experiment", finished.experiment().name());
    object.put("settings", settings);
    object.put("outcomes", outcomes(result));
    object.put("references", result.references().stream().map(ResultsFile::reference).toList());
    object.put("charts", result.charts().stream().map(ResultsFile::chart).toList());
    return object;
  }

  private static Map<String, Object> outcomes(ExperimentResult result) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("header", result.outcomes().header());
    object.put("rows", result.outcomes().rows());
    return object;
  }

  private static Map<String, Object> reference(Reference reference) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("figure", reference.figure());
    object.put("found", number(reference.found()));
    object.put("seeds", reference.seeds());
    object.put("from", reference.from());
    object.put("to", reference.to());
    object.put("inside", reference.holds());
    return object;
  }

  private static Map<String, Object> chart(Chart chart) {
    List<Object> panels = new ArrayList<>();
    for (var panel : chart.panels()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("title", panel.title());
      object.put("x", panel.x().label());
      object.put("y", panel.y().label());
      object.put(
          "curves",
          panel.series().stream()
              .filter(series -> !(series instanceof Series.Contours))
              .map(ResultsFile::curve)
              .toList());
      panels.add(object);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("title", chart.title());
    object.put("panels", panels);
    return object;
  }

  private static Map<String, Object> curve(Series series) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", series.name());
    if (series instanceof Series.Line line) {
      object.put("x", numbers(line.x()));
      object.put("y", numbers(line.y()));
    } else if (series instanceof Series.Points points) {
      object.put("x", numbers(points.x()));
      object.put("y", numbers(points.y()));
    } else if (series instanceof Series.ColouredPoints points) {
      object.put("x", numbers(points.x()));
      object.put("y", numbers(points.y()));
      object.put("values", numbers(points.values()));
    } else if (series instanceof Series.Bars bars) {
      object.put("from", bars.from());
      object.put("to", bars.to());
      object.put("counts", numbers(bars.counts()));
    }
    return object;
  }

  private static List<Object> numbers(double[] values) {
    List<Object> numbers = new ArrayList<>();
    for (double value : values) {
      numbers.add(number(value));
    }
    return numbers;
  }

  /** Number for JSON, which has no infinity and no NaN: these become null. */
  private static Object number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
