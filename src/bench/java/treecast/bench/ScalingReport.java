package treecast.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.ChartImage;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.chart.Size;
import treecast.chart.Theme;

/**
 * What the measured steps of clusters say of larger ones: the constants of the {@link
 * ScalingFormula}, predicted beside measured steps, and a calculation for 16 to 4,096 executors.
 *
 * <p>Arguments: the file of measurements, the Markdown file and the picture to write.
 */
public final class ScalingReport {
  private static final double NEAR = 0.25;
  private static final int[] EXECUTORS = {16, 64, 256, 1024, 4096};
  private static final int[] RATES = {1000, 10_000};
  private static final double[] MILLIONS = {1.3, 10};
  private static final Pattern WHERE =
      Pattern.compile("(.*), ([\\d.]+) million parameters, (\\d+) workers, (\\d+) Mbit/s");

  private final List<ScalingFormula.Case> cases;
  private final ScalingFormula formula;
  private final double task;

  private ScalingReport(List<ScalingFormula.Case> cases, double task) {
    this.cases = cases;
    this.formula = ScalingFormula.of(cases);
    this.task = task;
  }

  /** Writes both files. */
  public static void main(String[] args) throws IOException {
    List<ScalingFormula.Case> cases = cases(Path.of(args[0]));
    if (cases.stream().map(ScalingFormula.Case::workers).distinct().count() < 2) {
      System.err.println("bench: one size of clusters says nothing about others");
      return;
    }
    ScalingReport report = new ScalingReport(cases, schedulingMillis());
    Files.writeString(Path.of(args[1]), report.markdown());
    Files.write(Path.of(args[2]), ChartImage.png(report.picture(), Theme.LIGHT, Size.SCREEN));
    System.out.println(report.markdown());
  }

  private static List<ScalingFormula.Case> cases(Path measurements) throws IOException {
    Map<String, Map<String, Double>> steps = new LinkedHashMap<>();
    for (String line : Files.readAllLines(measurements)) {
      JsonNode node = new ObjectMapper().readTree(line);
      Matcher where = WHERE.matcher(node.path("what").asText());
      if (where.matches()) {
        String key = where.group(2) + " " + where.group(3) + " " + where.group(4);
        steps
            .computeIfAbsent(key, none -> new LinkedHashMap<>())
            .put(where.group(1), node.get("value").asDouble());
      }
    }
    List<ScalingFormula.Case> cases = new ArrayList<>();
    steps.forEach(
        (key, values) -> {
          String[] sizes = key.split(" ");
          cases.add(
              new ScalingFormula.Case(
                  Double.parseDouble(sizes[0]),
                  Integer.parseInt(sizes[1]),
                  Integer.parseInt(sizes[2]),
                  values.get("step"),
                  values.get("slowest task"),
                  values.get("received by the driver")));
        });
    return cases;
  }

  /** Milliseconds by which one more task that does nothing makes a job longer. */
  private static double schedulingMillis() {
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster("local[2]");
    SparkContext spark = SparkContext.getOrCreate(conf);
    try {
      return (EmptyJob.milliseconds(spark, 256) - EmptyJob.milliseconds(spark, 64)) / 192;
    } finally {
      spark.stop();
    }
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("driver: %s\n".formatted(rounded(formula.driver())));
    text.append("executors: %s\n".formatted(rounded(formula.executors())));
    text.append("fetching: %s\n".formatted(rounded(formula.fetching())));
    text.append("one more task: %.3f ms\n\n".formatted(task));
    text.append("| parameters, millions | workers | Mbit/s | slowest task | step | predicted |\n");
    text.append("|---:|---:|---:|---:|---:|---:|\n");
    int near = 0;
    for (ScalingFormula.Case one : cases) {
      double predicted = formula.step(one);
      near += Math.abs(predicted / one.step() - 1) <= NEAR ? 1 : 0;
      text.append(
          "| %s | %d | %,d | %,.0f | %,.0f | %,.0f |\n"
              .formatted(
                  one.millions() < 1 ? "0.1" : one.millions() < 5 ? "1.3" : "10",
                  one.workers(),
                  one.rate(),
                  one.task(),
                  one.step(),
                  predicted));
    }
    text.append("\n%d of %d within 25 %%\n\n".formatted(near, cases.size()));
    return text.append(larger()).toString();
  }

  private static String rounded(double[] constants) {
    return String.join(
        " ", Arrays.stream(constants).mapToObj(value -> "%.3g".formatted(value)).toList());
  }

  private String larger() {
    StringBuilder text = new StringBuilder("| executors |");
    for (double millions : MILLIONS) {
      for (int rate : RATES) {
        text.append(" %s million, %,d Mbit/s |".formatted(millions == 10 ? "10" : "1.3", rate));
      }
    }
    text.append("\n|---:|---:|---:|---:|---:|\n");
    for (int executors : EXECUTORS) {
      text.append("| %,d |".formatted(executors));
      for (double millions : MILLIONS) {
        for (int rate : RATES) {
          text.append(" %,.0f |".formatted(beyondComputation(millions, rate, executors)));
        }
      }
      text.append("\n");
    }
    return text.toString();
  }

  /**
   * Milliseconds of a step beyond its computation on machines of their own: fetching the weights,
   * the stages' tasks, the sums over the links, and the update.
   */
  private double beyondComputation(double millions, int rate, int executors) {
    double array = ScalingFormula.Case.array(millions, rate);
    double[] joining = formula.executors();
    return formula.fetching(executors, array)
        + 2 * executors * task
        + joining[1] * (2 - 1.0 / executors) * array
        + joining[2] * millions;
  }

  private Chart picture() {
    List<Panel> panels = new ArrayList<>();
    for (int rate : RATES) {
      List<Series> lines = new ArrayList<>();
      for (double millions : MILLIONS) {
        IntToDoubleFunction y = executors -> beyondComputation(millions, rate, executors);
        int[] x = IntStream.rangeClosed(1, 12).map(doubling -> 1 << doubling).toArray();
        lines.add(
            new Series.Line(
                "%s million parameters".formatted(millions == 10 ? "10" : "1.3"),
                Arrays.stream(x).asDoubleStream().toArray(),
                Arrays.stream(x).mapToDouble(y).toArray(),
                x.length));
      }
      panels.add(
          new Panel(
              "%,d Mbit/s".formatted(rate),
              Axis.logarithmic("executors"),
              Axis.logarithmic("ms of a step beyond computation"),
              lines));
    }
    return new Chart(
        "A step beyond its computation, by the formula",
        "Milliseconds that a step takes beyond its computation, from 2 to 4,096 executors",
        "Constants measured on 2 to 8 workers",
        2,
        panels);
  }
}
