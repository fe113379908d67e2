package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import java.util.TreeMap;
import treecast.config.Configuration;
import treecast.config.PlanFormat;
import treecast.data.DataSet;
import treecast.data.HoldOut;
import treecast.training.TrainingPlan;

/** Text of {@code plan.conf}: everything that is needed to repeat a run. */
public record PlanText(Config config, DataSet data) {

  /** Text of a run's plan. */
  public String of(TrainingPlan plan) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(data.describe()).append('\n');
    text.append(
        "# %,d parameters, %,d steps (%.2f epochs)%n"
            .formatted(
                plan.network().parameters(), plan.steps(), plan.batches().epochs(plan.steps())));
    new TreeMap<>(Versions.all())
        .forEach((name, version) -> text.append("# %s %s%n".formatted(name, version)));
    text.append("%s=%s%n".formatted(PlanFormat.KEY, config.getInt(PlanFormat.KEY)));
    return text + Configuration.render(resolved(plan).withoutPath(PlanFormat.KEY));
  }

  /** Settings of a run, in which values that depend on the data are filled in. */
  Config resolved(TrainingPlan plan) {
    Config resolved =
        config
            .withValue("rate", ConfigValueFactory.fromAnyRef(plan.update().rate()))
            .withValue("batch", ConfigValueFactory.fromAnyRef(plan.batches().size()));
    for (Map.Entry<String, String> setting : data.source().settings().entrySet()) {
      resolved =
          resolved.withValue(setting.getKey(), ConfigValueFactory.fromAnyRef(setting.getValue()));
    }
    return resolved;
  }

  /**
   * Text of the plan of an ensemble's member: with its own seed, and the ensemble's validation
   * rows.
   */
  String ofMember(TrainingPlan member) {
    HoldOut holdOut = member.evaluation().holdOut();
    Config alone =
        config
            .withValue("seed", ConfigValueFactory.fromAnyRef(member.seed()))
            .withValue("ensemble.members", ConfigValueFactory.fromAnyRef(1))
            .withValue(
                "validation",
                ConfigValueFactory.fromMap(
                    holdOut.stratified()
                        ? Map.of(
                            "share", holdOut.share(), "seed", holdOut.seed(), "stratified", true)
                        : Map.of("share", holdOut.share(), "seed", holdOut.seed())));
    return new PlanText(alone, data).of(member);
  }
}
