package treecast.workflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import treecast.data.Paths;
import treecast.data.Storage;
import treecast.report.Block;
import treecast.report.HtmlReport;
import treecast.report.OutputDirectory;
import treecast.report.Report;
import treecast.report.SweepReport;
import treecast.score.Score;
import treecast.search.Ledger;
import treecast.search.Result;
import treecast.search.Search;
import treecast.search.Sweep;
import treecast.search.SweepRecord;
import treecast.search.TrialTable;

/**
 * Files of a sweep beside its ledger: table, report and best plan. The same command writes them
 * again from the ledger.
 *
 * @param table all trials that count, ranked
 */
public record SweepFiles(SweepPlan plan, Search search, SweepRecord record, TrialTable table) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Files of a sweep in its current state. */
  public static SweepFiles of(SweepPlan plan, Search search, SweepRecord record) {
    List<Result> counting =
        Stream.concat(search.adopted().stream(), record.results().stream()).toList();
    return new SweepFiles(plan, search, record, new TrialTable(search.space(), counting));
  }

  /** Files of the sweep in a ledger, without running any trials. */
  public static SweepFiles of(SweepPlan plan, Ledger ledger) {
    Search search = plan.search(ledger);
    return of(plan, search, new Sweep(search, plan.settings().sampler(), ledger).replay());
  }

  public void write(Storage storage, String location) throws IOException {
    OutputDirectory.write(
        storage, Paths.in(location, "trials.csv"), table.csv().getBytes(StandardCharsets.UTF_8));
    OutputDirectory.write(
        storage, Paths.in(location, "sweep.json"), json().getBytes(StandardCharsets.UTF_8));
    OutputDirectory.write(storage, Paths.in(location, "report.html"), HtmlReport.of(report()));
  }

  private Report report() {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("data", plan.data().line()));
    facts.add(new Block.Fact("seed", Long.toString(search.seed())));
    facts.add(new Block.Fact("sampler", plan.settings().sampler().toString()));
    facts.add(new Block.Fact("space", search.space().describe()));
    new TreeMap<>(Versions.all()).forEach((name, v) -> facts.add(new Block.Fact(name, v)));
    return new SweepReport(
            search.space(), record, table, plan.reasons(), plan.data().line(), score().title())
        .report(facts);
  }

  /** Score by which the trials are ranked. */
  Score score() {
    return plan.settings().plan().evaluation().score();
  }

  /** Line about the best trial, or that there is none. */
  public String summary() {
    String of = "%d trials (%,.0f epochs)".formatted(table.rows().size(), table.epochs());
    return table
        .winner()
        .map(
            best ->
                "best of %s: validation %s %.4f with %s, trial %d: "
                    .formatted(of, score().title(), best.score(), best.point(), best.trial()))
        .orElse("none of %s finished with a score (%s): ".formatted(of, table.endings()));
  }

  private String json() throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("complete", record.complete());
    all.put("data", plan.data());
    all.put("since", plan.since());
    all.put("reasons", plan.reasons());
    all.put(
        "rounds",
        record.rounds().stream()
            .map(
                round -> {
                  Map<String, Object> fields = new LinkedHashMap<>();
                  fields.put("space", round.space().describe());
                  fields.put("reasons", round.reasons());
                  fields.put("trials", round.proposals().size());
                  return fields;
                })
            .toList());
    all.put("importance", table.importance());
    all.put("trials", table.rows());
    all.putAll(Versions.all());
    return JSON.writeValueAsString(all) + "\n";
  }
}
