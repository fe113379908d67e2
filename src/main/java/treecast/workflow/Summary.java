package treecast.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import treecast.data.DataSet;
import treecast.score.Score;
import treecast.training.Divergence;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.Outcome.Trained;
import treecast.training.TrainingPlan;

/** Content of {@code summary.json}: one object, flat but for the list of divergences. */
public final class Summary {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Summary of one training. */
  static Summary of(DataSet data, TrainingPlan plan, Trained trained) {
    Summary summary = of(data, plan, trained.evaluations());
    if (trained.evaluations().validated()) {
      summary
          .put("stoppedEarly", trained.steps() < plan.steps())
          .put("weightsStep", trained.weightsStep())
          .put("weightsEpoch", plan.batches().epochs(trained.weightsStep()));
    }
    if (plan.update().onDivergence().goesBack()) {
      summary.put("divergences", divergences(trained.history()));
    }
    return summary
        .put("steps", trained.steps())
        .put("epochs", plan.batches().epochs(trained.steps()))
        .put("weightsSha256", trained.weightsSha256())
        .put("historySha256", trained.history().sha256())
        .put("parameters", plan.network().parameters())
        .put("shards", plan.batches().shards());
  }

  private static List<Map<String, Object>> divergences(History history) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Divergence divergence : history.divergences()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("step", divergence.step());
      one.put("backToStep", divergence.back());
      one.put("finding", divergence.finding());
      all.add(one);
    }
    return all;
  }

  /** Summary of evaluations, such as an ensemble's. */
  static Summary of(DataSet data, TrainingPlan plan, Evaluations found) {
    Summary summary = new Summary().put("dataset", data.source().name());
    if (found.tested()) {
      summary.put("testAccuracy", found.test().accuracy());
    }
    summary.put("trainAccuracy", found.train().accuracy()).put("trainLoss", found.train().loss());
    if (found.validated()) {
      summary.put("validationAccuracy", found.validation().accuracy());
      if (plan.evaluation().score() != Score.ACCURACY) {
        summary.put("score", plan.evaluation().score().key()).put("validationScore", found.score());
      }
    }
    return summary;
  }

  /**
   * Evaluation that says how good a training is: on test rows, or if there are none on validation
   * rows, or if there are none on training rows.
   */
  static Evaluation shown(Evaluations found) {
    Evaluation others = found.validated() ? found.validation() : found.train();
    return found.tested() ? found.test() : others;
  }

  /** Accuracy of that evaluation, for people. */
  static String accuracy(Evaluations found) {
    String others = found.validated() ? "validation" : "training";
    return "%s accuracy %.4f".formatted(found.tested() ? "test" : others, shown(found).accuracy());
  }

  public Summary put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Adds master, versions and times of the run. */
  Summary ranOn(RunContext context) {
    put("partitions", context.partitions());
    put("sumsJoinedBy", context.engine().sumsJoinedBy());
    put("master", context.spark().master());
    put("gemm", context.plan().network().gemm().name());
    values.putAll(new TreeMap<>(Versions.all()));
    return this;
  }

  public Map<String, Object> values() {
    return values;
  }
}
