package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import treecast.chart.Chart;
import treecast.nn.Initializer;
import treecast.nn.MultiLayerNet;
import treecast.nn.MultiLayerNetExtend;
import treecast.optim.Sgd;
import treecast.report.Block.Claim;
import treecast.report.Block.Fact;
import treecast.report.Block.Table;
import treecast.training.Outcome;
import treecast.training.Role;
import treecast.training.Trial;

/**
 * Batch normalisation: trainings with and without it, for standard deviations of the initial
 * weights from 1 down to 0.0001.
 *
 * @param scales number of standard deviations
 * @param epochs length of each training
 */
public record BatchNormComparison(int scales, int epochs) implements Experiment {
  private static final int ROWS = 1000;
  private static final int BATCH = 100;
  private static final double RATE = 0.01;

  /** The experiment with the chapter's sizes. */
  public BatchNormComparison() {
    this(16, 20);
  }

  @Override
  public String name() {
    return "batchnorm";
  }

  @Override
  public String title() {
    return "Batch normalisation";
  }

  /** Standard deviation by index: equal ratios from 1 to 0.0001. */
  private double scale(int index) {
    return StrictMath.pow(10, -4.0 * index / (scales - 1));
  }

  @Override
  public List<Trial> trials(ExperimentContext context) {
    int rows = context.firstRows(ROWS);
    TrainingLength length = TrainingLength.ofEpochs(rows, BATCH, epochs, Set.of(Role.TRAINING));
    List<Trial> trials = new ArrayList<>();
    for (int index = 0; index < scales; index++) {
      Initializer initializer = Initializer.of(Double.toString(scale(index)));
      MultiLayerNet plain = context.net(5, initializer, 0);
      String at = " at " + NumberText.brief(scale(index));
      MultiLayerNetExtend normed = new MultiLayerNetExtend(plain, true, 0);
      trials.add(context.trial(BatchNormPair.WITH + at, normed, new Sgd(), RATE, length));
      trials.add(context.trial(BatchNormPair.WITHOUT + at, plain, new Sgd(), RATE, length));
    }
    return trials;
  }

  @Override
  public ExperimentResult result(ExperimentContext context, List<Outcome> outcomes) {
    List<RecordedTraining> all = RecordedTraining.of(trials(context), outcomes);
    List<BatchNormPair> pairs = new ArrayList<>();
    for (int index = 0; index < scales; index++) {
      pairs.add(new BatchNormPair(scale(index), all.get(2 * index), all.get(2 * index + 1)));
    }
    return new ExperimentResult(
        "With batch norm learning is faster, and depends less on the scale of the first weights.",
        List.of(chart(context, pairs)),
        List.of(
            new Fact("network", "5 hidden layers of 100, ReLU"),
            new Fact(
                "training",
                "the first %d samples, %d epochs, minibatches of %d"
                    .formatted(context.firstRows(ROWS), epochs, BATCH)),
            new Fact("optimizer", "SGD, rate " + RATE),
            new Fact("standard deviations", scales + " from 1 to 0.0001, in equal ratios"),
            new Fact("shared", "minibatches, and first weights but for their scale")),
        table(pairs),
        claims(pairs),
        context.onMnist(() -> references(pairs)),
        List.of(
            "A training whose loss is no finite number any more has diverged: its curve ends there,"
                + " and it counts as an accuracy of 0."));
  }

  private Chart chart(ExperimentContext context, List<BatchNormPair> pairs) {
    int columns = (int) Math.ceil(Math.sqrt(scales));
    return new Chart(
        "Training accuracy with and without batch norm, by the first weights' standard deviation",
        "Sixteen panels from a standard deviation of 1 to 0.0001. With batch norm the curve rises in"
            + " all of them; without it only around 0.29 and 0.16, elsewhere it stays at a tenth or"
            + " diverges.",
        context.note(),
        columns,
        pairs.stream().map(BatchNormPair::panel).toList());
  }

  private static Table table(List<BatchNormPair> pairs) {
    return new Table(
        "Training accuracy after %d epochs and in the end".formatted(BatchNormPair.EARLY),
        List.of("std", "with, early", "with, end", "without, early", "without, end", ""),
        pairs.stream().map(BatchNormPair::row).toList());
  }

  private List<Claim> claims(List<BatchNormPair> pairs) {
    return List.of(faster(pairs), lessSensitive(pairs));
  }

  private Claim faster(List<BatchNormPair> pairs) {
    List<Double> slower =
        pairs.stream()
            .filter(pair -> BatchNormPair.early(pair.normed()) <= BatchNormPair.early(pair.plain()))
            .map(BatchNormPair::scale)
            .toList();
    int spared = scales / 8;
    return new Claim(
        "With batch norm learning is faster.",
        "after %d epochs it is ahead at %d of %d scales, not at: %s"
            .formatted(
                BatchNormPair.EARLY,
                scales - slower.size(),
                scales,
                slower.isEmpty()
                    ? "none"
                    : String.join(", ", slower.stream().map(NumberText::brief).toList())),
        "After %d epochs its training accuracy is the higher one at all but %d scales: near 0.29"
                .formatted(BatchNormPair.EARLY, spared)
            + " and 0.16 the plain network's weights happen to be right for its depth.",
        slower.size() <= spared);
  }

  private static Claim lessSensitive(List<BatchNormPair> pairs) {
    double min =
        pairs.stream().mapToDouble(p -> BatchNormPair.late(p.normed())).min().orElseThrow();
    double minPlain =
        pairs.stream().mapToDouble(p -> BatchNormPair.late(p.plain())).min().orElseThrow();
    long learns = pairs.stream().filter(p -> BatchNormPair.late(p.normed()) >= 0.5).count();
    long learnsPlain = pairs.stream().filter(p -> BatchNormPair.late(p.plain()) >= 0.5).count();
    return new Claim(
        "It is less sensitive to the scale of the first weights.",
        "the worst scale ends at %s with it and at %s without; %d and %d scales reach 0.5"
            .formatted(NumberText.text(min), NumberText.text(minPlain), learns, learnsPlain),
        "Over all scales the lowest accuracy in the end is higher with it, and more than twice as"
            + " many scales reach 0.5.",
        min > minPlain && learns > 2 * learnsPlain);
  }

  /** Reference values; without batch norm only for deviations at which the network learns. */
  private List<Reference> references(List<BatchNormPair> pairs) {
    List<Reference> references = new ArrayList<>();
    for (BatchNormPair pair : pairs) {
      String std = " batch norm, std " + NumberText.brief(pair.scale());
      addReferences(references, "with" + std, pair.normed());
      if (pair.scale() > 0.1 && pair.scale() < 0.3) {
        addReferences(references, "without" + std, pair.plain());
      }
    }
    return references;
  }

  private void addReferences(List<Reference> references, String name, RecordedTraining r) {
    references.add(
        Reference.of(
            name(),
            name + ", accuracy after %d epochs".formatted(BatchNormPair.EARLY),
            r.accuracyAfter(BatchNormPair.EARLY, Role.TRAINING)));
    references.add(Reference.of(name(), name + ", accuracy in the end", r.accuracy(Role.TRAINING)));
  }
}
