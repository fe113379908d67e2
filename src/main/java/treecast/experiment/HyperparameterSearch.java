package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import treecast.data.HoldOut;
import treecast.nn.Initializer;
import treecast.optim.Sgd;
import treecast.report.Block.Fact;
import treecast.report.Block.Table;
import treecast.search.Dimension;
import treecast.search.Interval;
import treecast.search.Proposal;
import treecast.search.RandomSearch;
import treecast.search.Ranking;
import treecast.search.Round;
import treecast.search.Search;
import treecast.search.SearchSpace;
import treecast.training.EarlyStopping;
import treecast.training.EvaluationPolicy;
import treecast.training.EvaluationRows;
import treecast.training.Outcome;
import treecast.training.Role;
import treecast.training.Trial;

/**
 * Hyper-parameter search: random search for learning rate and weight decay, by validation accuracy.
 *
 * @param trials number of trainings
 * @param epochs length of each training
 */
public record HyperparameterSearch(int trials, int epochs) implements Experiment {
  private static final String RATE = "rate";
  private static final String DECAY = "network.weightDecay";
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new Dimension(RATE, new Interval(1e-6, 1e-2, true, false), Optional.empty()),
              new Dimension(DECAY, new Interval(1e-8, 1e-4, true, false), Optional.empty())));
  private static final int ROWS = 500;
  private static final double VALIDATION = 0.2;
  private static final int BATCH = 100;
  private static final int DRAWN = 20;
  private static final int BEST = 5;
  private static final Set<Role> LOOKED = Set.of(Role.TRAINING, Role.VALIDATION);

  /** The experiment with the chapter's sizes. */
  public HyperparameterSearch() {
    this(100, 50);
  }

  @Override
  public String name() {
    return "hyperparameters";
  }

  @Override
  public String title() {
    return "Search for hyper-parameters";
  }

  /** Hyper-parameters of a trial. */
  record Tried(int number, double rate, double decay) {
    static Tried of(Proposal proposal) {
      Map<String, String> values = proposal.point().values();
      return new Tried(
          proposal.trial(),
          Double.parseDouble(values.get(RATE)),
          Double.parseDouble(values.get(DECAY)));
    }
  }

  /**
   * Points of the search: the same as those of {@code treecast sweep} with random search and this
   * seed.
   */
  private List<Tried> tried(ExperimentContext context) {
    Search search = new Search(SPACE, context.seed(), trials, epochs, 1, List.of());
    Round all = new RandomSearch().propose(search, 0, List.of());
    return all.proposals().stream().map(Tried::of).toList();
  }

  @Override
  public List<Trial> trials(ExperimentContext context) {
    return tried(context).stream().map(tried -> trial(context, tried)).toList();
  }

  /** Trial with its own initial weights and minibatches, on the same rows as all others. */
  private Trial trial(ExperimentContext context, Tried tried) {
    HoldOut holdOut = new HoldOut(VALIDATION, context.seed());
    EvaluationPolicy evaluation =
        new EvaluationPolicy(holdOut, new EvaluationRows.Only(LOOKED), EarlyStopping.NEVER);
    Trial trial =
        context.trial(
            "trial " + tried.number(),
            context.net(6, Initializer.of("he"), tried.decay()),
            new Sgd(),
            tried.rate(),
            TrainingLength.ofEpochs(context.firstRows(ROWS), BATCH, epochs, evaluation));
    return new Trial(
        trial.name(), trial.plan().member(tried.number()), trial.trainRows(), Trial.Keeps.NUMBERS);
  }

  /** Trial with its hyper-parameters and its outcome. */
  record SearchedTrial(Tried tried, RecordedTraining recorded) {
    double accuracy() {
      return recorded.accuracy(Role.VALIDATION);
    }
  }

  @Override
  public ExperimentResult result(ExperimentContext context, List<Outcome> outcomes) {
    List<Tried> tried = tried(context);
    List<RecordedTraining> all = RecordedTraining.of(trials(context), outcomes);
    List<SearchedTrial> ended =
        IntStream.range(0, all.size())
            .mapToObj(i -> new SearchedTrial(tried.get(i), all.get(i)))
            .toList();
    List<SearchedTrial> best = Ranking.best(ended, SearchedTrial::accuracy, DRAWN);
    return new ExperimentResult(
        "Rates and weight decays are tried at random and judged by rows that no training has seen;"
            + " the good rates lie between 0.001 and 0.01.",
        List.of(SearchPictures.curves(context, best), SearchPictures.scatter(context, ended)),
        List.of(
            new Fact("network", "6 hidden layers of 100, ReLU, He's weights"),
            new Fact(
                "training",
                "%d epochs, minibatches of %d, on the first %d samples less 20 %% for validation"
                    .formatted(epochs, BATCH, context.firstRows(ROWS))),
            new Fact("tried", trials + " trials, each with first weights of its own"),
            new Fact("rate", "10^U(-6, -2), SGD"),
            new Fact("weight decay", "10^U(-8, -4)"),
            new Fact("ranked by", "validation accuracy in the end; of equals, the first tried")),
        table(best),
        SearchClaims.of(best.subList(0, Math.min(BEST, best.size()))),
        context.onMnist(() -> references(ended, best)),
        List.of(
            "Weight decays up to 0.0001 hardly change such short trainings: which of the best trials"
                + " has which decay is chance."));
  }

  private static Table table(List<SearchedTrial> best) {
    List<List<String>> rows = new ArrayList<>();
    for (SearchedTrial each : best) {
      rows.add(
          List.of(
              String.valueOf(rows.size() + 1),
              each.recorded().name(),
              NumberText.text(each.tried().rate()),
              NumberText.text(each.tried().decay()),
              NumberText.text(each.accuracy()),
              NumberText.text(each.recorded().accuracy(Role.TRAINING)),
              each.recorded().ending()));
    }
    return new Table(
        "The best trials",
        List.of(
            "rank",
            "trial",
            "rate",
            "weight decay",
            "validation accuracy",
            "training accuracy",
            ""),
        rows);
  }

  private List<Reference> references(List<SearchedTrial> all, List<SearchedTrial> best) {
    double fast =
        all.stream()
            .filter(e -> e.tried().rate() >= 1e-3)
            .mapToDouble(SearchedTrial::accuracy)
            .average()
            .orElse(Double.NaN);
    double slow =
        all.stream()
            .filter(e -> e.tried().rate() < 1e-4)
            .mapToDouble(SearchedTrial::accuracy)
            .average()
            .orElse(Double.NaN);
    return List.of(
        Reference.of(name(), "validation accuracy of the best", best.get(0).accuracy()),
        Reference.of(name(), "mean validation accuracy of rates above 0.001", fast),
        Reference.of(name(), "mean validation accuracy of rates below 0.0001", slow));
  }
}
