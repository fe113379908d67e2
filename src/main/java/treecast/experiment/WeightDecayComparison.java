package treecast.experiment;

import java.util.List;
import treecast.nn.Initializer;
import treecast.training.Outcome;
import treecast.training.Trial;

/**
 * Weight decay against overfitting: a training without it and one with it.
 *
 * @param epochs length of each training
 */
public record WeightDecayComparison(int epochs) implements Experiment {
  private static final double DECAY = 0.1;

  /** The experiment with the chapter's sizes. */
  public WeightDecayComparison() {
    this(201);
  }

  @Override
  public String name() {
    return "weight-decay";
  }

  @Override
  public String title() {
    return "Overfitting and weight decay";
  }

  @Override
  public List<Trial> trials(ExperimentContext context) {
    return List.of(
        trial(context, "without weight decay", 0), trial(context, "weight decay 0.1", DECAY));
  }

  private Trial trial(ExperimentContext context, String name, double decay) {
    return Overfitting.trial(context, name, context.net(6, Initializer.of("he"), decay), epochs);
  }

  @Override
  public ExperimentResult result(ExperimentContext context, List<Outcome> outcomes) {
    List<RecordedTraining> all = RecordedTraining.of(trials(context), outcomes);
    Overfitting both = new Overfitting(all.get(0), all.get(1));
    return new ExperimentResult(
        "A large network learns few samples by heart; weight decay narrows the gap between training"
            + " and test accuracy.",
        List.of(
            both.chart(
                "Accuracy over epochs, without and with weight decay",
                "Two panels of two rising curves. Without weight decay training accuracy reaches 1,"
                    + " test accuracy stays far below; with it both end lower and closer together.",
                context)),
        Overfitting.settings(context, epochs),
        both.table(),
        List.of(
            both.overfits(),
            both.narrows("Weight decay narrows the gap between training and test accuracy.")),
        context.onMnist(() -> both.references(name())),
        List.of(both.atWhatPrice()));
  }
}
