package treecast.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.config.Configuration;
import treecast.config.PlanLayers;
import treecast.config.PlanSettings;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.Paths;
import treecast.data.Storage;
import treecast.report.RunDirectory;

/**
 * Origin of a model: what the directory of its run says of the training.
 *
 * @param run the directory, or the file of a model, which says nothing
 * @param plan content of {@code plan.conf}; empty if there is none
 * @param summary the keys and values of {@code summary.json}; empty if there is none
 */
record ModelOrigin(String run, Optional<String> plan, Map<String, String> summary) {

  static ModelOrigin of(Storage storage, String run) {
    try {
      Path summary = Paths.in(run, RunDirectory.SUMMARY);
      return new ModelOrigin(
          run, EarlierRun.find(storage, run).plan(), values(storage.of(summary), summary));
    } catch (IOException e) {
      throw DataException.unreadable(run, e);
    }
  }

  private static Map<String, String> values(FileSystem files, Path path) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    if (files.exists(path)) {
      try (InputStream in = files.open(path)) {
        for (Map.Entry<String, JsonNode> value : new ObjectMapper().readTree(in).properties()) {
          values.put(value.getKey(), value.getValue().asText());
        }
      }
    }
    return values;
  }

  /** Line of the plan that describes the data; empty if there is no plan. */
  Optional<String> data() {
    return plan.flatMap(text -> text.lines().findFirst()).map(line -> line.replaceFirst("^# ", ""));
  }

  /**
   * SHA-256 of the rows that the plan names, see {@link DataDigest}, or why it is not known. The
   * rows are read now: a run does not record it.
   */
  String digest(Storage storage) {
    if (plan.isEmpty()) {
      return "not known: there is no plan beside the model";
    }
    try {
      String where = run + "/" + RunDirectory.PLAN;
      Config said = Configuration.dataOf(plan.get(), where);
      if (!said.hasPath("data.source") && !said.hasPath("data.train")) {
        return "not known: the plan names no data";
      }
      PlanLayers layers = new PlanLayers(List.of(said), List.of());
      DataSet data = DataChoice.unscaled(storage, PlanSettings.of(layers.plan()).data());
      // The same files may be called by another path there.
      String rows = data.describe().substring(data.source().name().length());
      return data().filter(line -> line.endsWith(rows)).isPresent()
          ? DataDigest.of(data)
          : "not known: other rows are there now (%s)".formatted(data.describe());
    } catch (DataException e) {
      return "not known: the rows cannot be read now (%s)".formatted(e.getMessage());
    }
  }
}
