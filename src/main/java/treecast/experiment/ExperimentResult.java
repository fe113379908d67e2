package treecast.experiment;

import java.util.List;
import java.util.stream.Stream;
import treecast.chart.Chart;
import treecast.report.Block;

/**
 * Result of an experiment.
 *
 * @param summary the chapter's statement in one or two sentences
 * @param charts charts
 * @param settings settings of the trainings
 * @param outcomes table of the outcomes
 * @param claims the chapter's claims, and whether this run confirms them
 * @param references figures and the ranges of the chapter's listing in NumPy; empty if these do not
 *     apply
 * @param remarks further remarks
 */
public record ExperimentResult(
    String summary,
    List<Chart> charts,
    List<Block.Fact> settings,
    Block.Table outcomes,
    List<Block.Claim> claims,
    List<Reference> references,
    List<String> remarks) {
  public ExperimentResult {
    charts = List.copyOf(charts);
    settings = List.copyOf(settings);
    claims = Stream.concat(claims.stream(), Reference.claims(references).stream()).toList();
    references = List.copyOf(references);
    remarks = List.copyOf(remarks);
  }
}
