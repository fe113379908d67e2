package treecast.experiment;

import java.util.List;
import java.util.stream.Stream;
import treecast.chart.Chart;
import treecast.report.Block;

/**
 * What an experiment found.
 *
 * @param summary what the chapter shows by it, in a sentence or two
 * @param charts its pictures
 * @param settings what it was made with
 * @param outcomes the outcome in numbers
 * @param claims what the chapter says of it, and whether this run bears it out
 * @param references figures beside the ranges that the chapter's own listing reaches; none where
 *     those do not apply
 * @param remarks what else has to be said
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
