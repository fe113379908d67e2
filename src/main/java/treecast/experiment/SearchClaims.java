package treecast.experiment;

import java.util.List;
import treecast.experiment.HyperparameterSearch.SearchedTrial;
import treecast.report.Block.Claim;

/** Claims about the best trials of a random search. */
final class SearchClaims {
  private SearchClaims() {}

  static List<Claim> of(List<SearchedTrial> best) {
    String rates =
        String.join(", ", best.stream().map(e -> NumberText.text(e.tried().rate())).toList());
    String decays =
        String.join(", ", best.stream().map(e -> NumberText.text(e.tried().decay())).toList());
    return List.of(
        new Claim(
            "Good learning rates lie between 0.001 and 0.01.",
            "rates of the best %d: %s".formatted(best.size(), rates),
            "The best five trials all have a rate from 0.001 to 0.01.",
            best.stream().allMatch(e -> e.tried().rate() >= 1e-3 && e.tried().rate() <= 1e-2)),
        new Claim(
            "Weight decays between 1e-8 and 1e-6 are good.",
            "weight decays of the best %d: %s".formatted(best.size(), decays),
            "At least one of the best five has a decay from 1e-8 to 1e-6. Half of all trials do, and"
                + " the decay hardly matters, so this holds for about 97 of 100 seeds.",
            best.stream().anyMatch(e -> e.tried().decay() >= 1e-8 && e.tried().decay() <= 1e-6)));
  }
}
