package treecast.experiment;

import java.util.List;
import treecast.nn.Initializer;
import treecast.training.Outcome;
import treecast.training.Trial;

/**
 * Overfitting, without and with weight decay.
 *
 * @param epochs length of each training
 */
public record WeightDecayComparison(int epochs) implements Experiment {
  private static final double DECAY = 0.1;

  /** The chapter's. */
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
  public List<Trial> trials(Conditions conditions) {
    return List.of(
        trial(conditions, "without weight decay", 0), trial(conditions, "weight decay 0.1", DECAY));
  }

  private Trial trial(Conditions conditions, String name, double decay) {
    return Overfitting.trial(
        conditions, name, conditions.net(6, Initializer.of("he"), decay), epochs);
  }

  @Override
  public Result result(Conditions conditions, List<Outcome> outcomes) {
    List<Recording> all = Recording.of(trials(conditions), outcomes);
    Overfitting both = new Overfitting(all.get(0), all.get(1));
    return new Result(
        "A large network learns few samples by heart; weight decay narrows the gap between training"
            + " and test accuracy.",
        List.of(
            both.chart(
                "Accuracy over epochs, without and with weight decay",
                "Two panels of two rising curves. Without weight decay training accuracy reaches 1,"
                    + " test accuracy stays far below; with it both end lower and closer together.",
                conditions)),
        Overfitting.settings(conditions, epochs),
        both.table(),
        List.of(
            both.overfits(),
            both.narrows("Weight decay narrows the gap between training and test accuracy.")),
        conditions.onMnist(() -> both.references(name())),
        List.of(both.atWhatPrice()));
  }
}
