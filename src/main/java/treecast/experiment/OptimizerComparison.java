package treecast.experiment;

import java.util.List;
import treecast.optim.AdaGrad;
import treecast.optim.Adam;
import treecast.optim.Momentum;
import treecast.optim.Optimizer;
import treecast.optim.Sgd;
import treecast.report.Block.Claim;
import treecast.report.Block.Fact;
import treecast.training.Outcome;
import treecast.training.Role;
import treecast.training.Trial;

/**
 * Optimizers: trainings with four optimizers, the same initial weights and the same minibatches.
 *
 * @param steps number of updates of each training
 */
public record OptimizerComparison(int steps) implements Experiment {
  private static final int BATCH = 128;

  /** The experiment with the chapter's sizes. */
  public OptimizerComparison() {
    this(2000);
  }

  @Override
  public String name() {
    return "optimizers";
  }

  @Override
  public String title() {
    return "Optimizers on digits";
  }

  @Override
  public List<Trial> trials(ExperimentContext context) {
    return List.of(
        trial(context, "SGD", new Sgd()),
        trial(context, "Momentum", new Momentum(0.9)),
        trial(context, "AdaGrad", new AdaGrad()),
        trial(context, "Adam", new Adam(0.9, 0.999)));
  }

  private Trial trial(ExperimentContext context, String name, Optimizer optimizer) {
    TrainingLength length = TrainingLength.ofSteps(context.data().trainRows(), BATCH, steps);
    return context.trial(name, context.net(4), optimizer, optimizer.defaultRate(), length);
  }

  @Override
  public ExperimentResult result(ExperimentContext context, List<Outcome> outcomes) {
    List<RecordedTraining> all = RecordedTraining.of(trials(context), outcomes);
    LossCurves curves = new LossCurves(all);
    return new ExperimentResult(
        "Momentum, AdaGrad and Adam learn faster than SGD, at about the same speed.",
        List.of(
            curves.chart(
                "Loss by optimizer",
                "Four falling curves. SGD's falls latest and stays above the others, which lie"
                    + " close together.",
                1,
                context)),
        List.of(
            new Fact("network", "4 hidden layers of 100, ReLU, He's weights"),
            new Fact("training", "%d steps of %d rows, drawn from all".formatted(steps, BATCH)),
            new Fact("rates", "the chapter's: 0.01, Adam 0.001; momentum 0.9"),
            new Fact("shared", "first weights and minibatches")),
        curves.table(),
        claims(curves, all),
        context.onMnist(() -> curves.references(name())),
        List.of(
            "A loss is that of the step's minibatch before the update, also of the NumPy version here."
                + " The chapter's listing looks at the same minibatch again behind it, which gives"
                + " lower losses, of AdaGrad and Adam by a third or more."));
  }

  private List<Claim> claims(LossCurves curves, List<RecordedTraining> all) {
    RecordedTraining sgd = all.get(0);
    RecordedTraining adaGrad = all.get(2);
    List<RecordedTraining> others = all.subList(1, all.size());
    double lead = adaGrad.meanLoss(0, LossCurves.MEAN);
    double next =
        Math.min(all.get(1).meanLoss(0, LossCurves.MEAN), all.get(3).meanLoss(0, LossCurves.MEAN));
    return List.of(
        new Claim(
            "Momentum, AdaGrad and Adam learn faster than SGD.",
            "mean of the last 100 losses: " + curves.lastLosses(),
            "The mean of 100 losses of each of the three is below SGD's from the first step on, from"
                + " every 500th, and in the end.",
            others.stream().allMatch(other -> curves.faster(other, sgd))),
        new Claim(
            "AdaGrad is a little ahead of the others.",
            "mean of the first 100 losses: AdaGrad %s, the best other %s"
                .formatted(NumberText.text(lead), NumberText.text(next)),
            "AdaGrad's mean of the first 100 losses is the lowest. Later it and Adam swap places from"
                + " seed to seed.",
            lead < next),
        new Claim(
            "They also reach a higher accuracy.",
            "test accuracy: " + curves.testAccuracies(),
            "The test accuracy of each of the three is above SGD's.",
            others.stream().allMatch(o -> o.accuracy(Role.TEST) > sgd.accuracy(Role.TEST))));
  }
}
