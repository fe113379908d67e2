package treecast.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that every part of a run adds its lines to: one JSON object for each number, or for each
 * part that was left out.
 */
record Measurements(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Adds a number.
   *
   * @param group the table that it belongs to
   * @param what what was measured; equal names are repetitions
   */
  void add(String group, String what, String unit, double value) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("group", group);
    line.put("what", what);
    line.put("unit", unit);
    line.put("value", value);
    append(line);
  }

  /** Says something about the machine or a program that is measured. */
  void about(String what, String text) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("about", what);
    line.put("text", text);
    append(line);
  }

  /** Says that something could not be measured, and why. */
  void leftOut(String what, String reason) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("leftOut", what);
    line.put("reason", reason);
    append(line);
  }

  /** The number that was added last under a name. */
  double last(String what, String unit) throws IOException {
    List<Double> all = all(what, unit);
    return all.get(all.size() - 1);
  }

  /** All numbers that were added under a name, one or more. */
  List<Double> all(String what, String unit) throws IOException {
    List<Double> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode node = JSON.readTree(line);
      if (node.path("what").asText().equals(what) && node.path("unit").asText().equals(unit)) {
        all.add(node.get("value").asDouble());
      }
    }
    if (all.isEmpty()) {
      throw new IOException(
          "%s: expected a line of '%s' in %s, found none".formatted(file, what, unit));
    }
    return all;
  }

  private void append(Map<String, Object> line) throws IOException {
    Files.writeString(
        file,
        JSON.writeValueAsString(line) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
