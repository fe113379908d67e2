package treecast.experiment;

import java.util.List;
import treecast.nn.Initializer;
import treecast.optim.Sgd;
import treecast.report.Block.Claim;
import treecast.report.Block.Fact;
import treecast.training.Outcome;
import treecast.training.Trial;

/**
 * Initial weights: trainings with three standard deviations and the same minibatches.
 *
 * @param steps number of updates of each training
 */
public record InitialisationComparison(int steps) implements Experiment {
  private static final int BATCH = 128;
  private static final double RATE = 0.01;

  /** The experiment with the chapter's sizes. */
  public InitialisationComparison() {
    this(2000);
  }

  @Override
  public String name() {
    return "initialisation";
  }

  @Override
  public String title() {
    return "First weights on digits";
  }

  @Override
  public List<Trial> trials(ExperimentContext context) {
    return List.of(
        trial(context, "0.01", "0.01"),
        trial(context, "Xavier", "xavier"),
        trial(context, "He", "he"));
  }

  private Trial trial(ExperimentContext context, String name, String initializer) {
    return context.trial(
        name,
        context.net(4, Initializer.of(initializer), 0),
        new Sgd(),
        RATE,
        TrainingLength.ofSteps(context.data().trainRows(), BATCH, steps));
  }

  @Override
  public ExperimentResult result(ExperimentContext context, List<Outcome> outcomes) {
    List<RecordedTraining> all = RecordedTraining.of(trials(context), outcomes);
    LossCurves curves = new LossCurves(all);
    return new ExperimentResult(
        "With first weights of a standard deviation of 0.01 nothing is learnt; with Xavier's and"
            + " He's it is, with He's faster.",
        List.of(
            curves.chart(
                "Loss by the standard deviation of the first weights",
                "Three curves. That of 0.01 stays flat at the top; Xavier's falls, He's falls"
                    + " earlier.",
                2.5,
                context)),
        List.of(
            new Fact("network", "4 hidden layers of 100, ReLU"),
            new Fact("training", "%d steps of %d rows, drawn from all".formatted(steps, BATCH)),
            new Fact("optimizer", "SGD, rate " + RATE),
            new Fact("standard deviations", "0.01; Xavier √(1/inputs); He √(2/inputs)"),
            new Fact("shared", "minibatches, and first weights but for their scale")),
        curves.table(),
        claims(context, curves, all.get(0), all.get(1), all.get(2)),
        context.onMnist(() -> curves.references(name())),
        List.of());
  }

  private static List<Claim> claims(
      ExperimentContext context,
      LossCurves curves,
      RecordedTraining small,
      RecordedTraining xavier,
      RecordedTraining he) {
    double guessing = StrictMath.log(context.data().classes());
    return List.of(
        new Claim(
            "With a standard deviation of 0.01 nothing is learnt.",
            "mean of the last 100 losses: %s; guessing has %s"
                .formatted(
                    NumberText.text(small.lastLoss(LossCurves.MEAN)), NumberText.text(guessing)),
            "The mean of the last 100 losses is more than 0.98 of what guessing has, the logarithm"
                + " of the number of classes.",
            small.lastLoss(LossCurves.MEAN) > 0.98 * guessing),
        new Claim(
            "With Xavier's and He's first weights the network learns.",
            "mean of the last 100 losses: " + curves.lastLosses(),
            "For both the mean of the last 100 losses is less than half of what guessing has.",
            xavier.lastLoss(LossCurves.MEAN) < guessing / 2
                && he.lastLoss(LossCurves.MEAN) < guessing / 2),
        new Claim(
            "With He's it learns faster than with Xavier's.",
            "mean of the last 100 losses: " + curves.lastLosses(),
            "The mean of 100 losses is lower with He's from the first step on, from every 500th, and"
                + " in the end.",
            curves.faster(he, xavier)));
  }
}
