package treecast.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns the file of measurements into {@code bench.md} and {@code bench.json}, and prints the
 * former.
 *
 * <p>Arguments: the file of measurements, the folder to write to, {@code quick} or {@code full}.
 */
public final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** A row of a table. */
  record Row(String group, String what, String unit, List<Double> values) {
    double median() {
      List<Double> sorted = values.stream().sorted().toList();
      int half = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(half)
          : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    boolean isUnsteady() {
      return max() > 1.5 * min();
    }

    double min() {
      return values.stream().mapToDouble(d -> d).min().orElseThrow();
    }

    double max() {
      return values.stream().mapToDouble(d -> d).max().orElseThrow();
    }
  }

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, String> leftOut = new TreeMap<>();
  private final Map<String, String> machine = Machine.description();

  private Report(Path measurements) throws IOException {
    for (String line : Files.readAllLines(measurements)) {
      JsonNode node = JSON.readTree(line);
      if (node.has("leftOut")) {
        leftOut.put(node.get("leftOut").asText(), node.get("reason").asText());
        continue;
      }
      if (node.has("about")) {
        machine.put(node.get("about").asText(), node.get("text").asText());
        continue;
      }
      String group = node.get("group").asText();
      String what = node.get("what").asText();
      String unit = node.get("unit").asText();
      rows.computeIfAbsent(
              what + " | " + unit, key -> new Row(group, what, unit, new ArrayList<>()))
          .values()
          .add(node.get("value").asDouble());
    }
  }

  /** Writes and prints the tables. */
  public static void main(String[] args) throws IOException {
    Report report = new Report(Path.of(args[0]));
    Path out = Path.of(args[1]);
    List<Ratios.Ratio> ratios = Ratios.of(report.rows);
    String markdown = report.markdown(args[2], ratios);
    Files.writeString(out.resolve("bench.md"), markdown);
    Files.writeString(out.resolve("bench.json"), report.json(args[2], ratios));
    System.out.print(markdown);
    System.out.println("\nwritten to " + out);
  }

  private String markdown(String size, List<Ratios.Ratio> ratios) {
    StringBuilder text = new StringBuilder("# Treecast, measured (%s)\n\n".formatted(size));
    machine.forEach((key, value) -> text.append("- %s: %s\n".formatted(key, value)));
    leftOut.forEach((what, why) -> text.append("- left out: %s (%s)\n".formatted(what, why)));
    text.append(
        "- unsteady: %d of %d rows vary by more than a half (many: the machine was busy)\n"
            .formatted(rows.values().stream().filter(Row::isUnsteady).count(), rows.size()));
    text.append("\n## Ratios\n\n| of medians | ratio |\n|---|---:|\n");
    ratios.forEach(r -> text.append("| %s | %.2f |\n".formatted(r.what(), r.value())));
    rows.values().stream().map(Row::group).distinct().forEach(group -> text.append(table(group)));
    return text.toString();
  }

  private String table(String group) {
    StringBuilder text = new StringBuilder("\n## " + Character.toUpperCase(group.charAt(0)));
    text.append(group.substring(1));
    text.append("\n\n| what | median | least | most | unit | n |\n|---|---:|---:|---:|---|---:|\n");
    for (Row row : rows.values()) {
      if (row.group().equals(group)) {
        text.append(
            "| %s | %s | %s | %s | %s | %d |\n"
                .formatted(
                    row.what(),
                    digits(row.median()),
                    digits(row.min()),
                    digits(row.max()),
                    row.unit(),
                    row.values().size()));
      }
    }
    return text.toString();
  }

  private String json(String size, List<Ratios.Ratio> ratios) throws IOException {
    List<Map<String, Object>> table = new ArrayList<>();
    for (Row row : rows.values()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("group", row.group());
      entry.put("what", row.what());
      entry.put("unit", row.unit());
      entry.put("median", row.median());
      entry.put("values", row.values());
      table.add(entry);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("size", size);
    all.put("machine", machine);
    all.put("leftOut", leftOut);
    all.put("ratios", ratios);
    all.put("measurements", table);
    return JSON.writeValueAsString(all);
  }

  /** Three or more digits that count. */
  private static String digits(double value) {
    double size = Math.abs(value);
    return size >= 100
        ? "%,.0f".formatted(value)
        : size >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }
}
