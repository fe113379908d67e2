package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import treecast.nn.MultiLayerNet;
import treecast.nn.MultiLayerNetExtend;
import treecast.report.Block.Claim;
import treecast.training.Outcome;
import treecast.training.Role;
import treecast.training.Trial;

/**
 * Dropout against overfitting: a training without it and one with it.
 *
 * @param epochs length of each training
 */
public record DropoutComparison(int epochs) implements Experiment {
  private static final double DROPOUT = 0.2;

  /** The experiment with the chapter's sizes. */
  public DropoutComparison() {
    this(301);
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public String title() {
    return "Overfitting and dropout";
  }

  @Override
  public List<Trial> trials(ExperimentContext context) {
    MultiLayerNet net = context.net(6);
    return List.of(
        Overfitting.trial(context, "without dropout", net, epochs),
        Overfitting.trial(
            context, "dropout 0.2", new MultiLayerNetExtend(net, false, DROPOUT), epochs));
  }

  @Override
  public ExperimentResult result(ExperimentContext context, List<Outcome> outcomes) {
    List<RecordedTraining> all = RecordedTraining.of(trials(context), outcomes);
    Overfitting both = new Overfitting(all.get(0), all.get(1));
    List<Claim> claims = new ArrayList<>();
    claims.add(both.overfits());
    claims.add(both.narrows("Dropout narrows the gap between training and test accuracy."));
    claims.add(remembersLess(all.get(1)));
    return new ExperimentResult(
        "With dropout the gap between training and test accuracy is smaller, and training accuracy"
            + " no longer reaches 100 %.",
        List.of(
            both.chart(
                "Accuracy over epochs, without and with dropout",
                "Two panels of two rising curves. Without dropout training accuracy reaches 1, test"
                    + " accuracy stays far below; with it both rise slowly and close together.",
                context)),
        Overfitting.settings(context, epochs),
        both.table(),
        claims,
        context.onMnist(() -> both.references(name())),
        List.of(
            both.atWhatPrice(),
            "Dropout is not rescaled in training, as the chapter has it, and slows this network down"
                + " so much that it is far from its best after these epochs."));
  }

  private static Claim remembersLess(RecordedTraining dropout) {
    double highest = DoubleStream.of(dropout.accuracies(Role.TRAINING)).max().orElse(Double.NaN);
    return new Claim(
        "Training accuracy no longer reaches 100 %.",
        "the highest of all epochs is " + NumberText.text(highest),
        "With dropout training accuracy is below 1 after every epoch.",
        highest < 1 && !dropout.diverged());
  }
}
