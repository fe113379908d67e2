package treecast.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.Precision;
import treecast.linalg.Workspace;
import treecast.nn.Mode;
import treecast.nn.Network;
import treecast.nn.NonFinite;
import treecast.nn.Tensor;

/**
 * Cause of a divergence: what was not finite first. It is found after the fact, by another forward
 * pass over the rows, so that steps pay nothing for it. It is a pure function of the plan, the
 * weights and the rows, like the step itself.
 */
final class DivergenceCause {
  private DivergenceCause() {}

  /**
   * The divergence with its cause.
   *
   * @param plan shared, and decided
   * @param state as the failed step or evaluation has left it
   */
  static Diverged explain(
      Engine engine, SharedValue<TrainingPlan> plan, TrainingState state, Diverged e) {
    Network network = plan.value().network();
    if (e.isExplained()) {
      return e;
    }
    Optional<String> tensor = tensor(network, state.weights(), state.statistics());
    if (tensor.isPresent()) {
      return e.at(tensor.get() + ", as an earlier step left it");
    }
    boolean evaluated = state.step() > e.step();
    NonFinite first = evaluated ? inEvaluation(engine, plan, state) : inStep(engine, plan, state);
    if (first.equals(NonFinite.NONE)) {
      return e.at("the sum of the rows' losses and the weight decay");
    }
    EvaluationRows rows = plan.value().evaluation().rows();
    Batches batches = plan.value().batches();
    String where =
        "%s, in %d of %d rows%s"
            .formatted(
                first.describe(network),
                first.rows(),
                evaluated ? rows.rows(Role.TRAINING, batches.rows()) : batches.size(),
                network.precision() == Precision.SINGLE ? " in single precision" : "");
    return first.place() > 0 ? e.at(where) : e.inRows(where);
  }

  /**
   * The tensor that is not finite, for people. Where there are several it is the last one in the
   * order of the network: a gradient goes backwards, so its was the first.
   */
  static Optional<String> tensor(Network network, double[] weights, double[] statistics) {
    return Stream.concat(
            network.weightTensors().stream()
                .filter(tensor -> !isFinite(network.precision(), weights, tensor)),
            network.statisticTensors().stream()
                .filter(tensor -> !isFinite(network.precision(), statistics, tensor)))
        .reduce((first, second) -> second)
        .map(Tensor::name);
  }

  /**
   * Checks the weights and running statistics of a state.
   *
   * @throws Diverged if they are not finite, at the step that left them
   */
  static void requireFinite(Network network, TrainingState state) {
    tensor(network, state.weights(), state.statistics())
        .ifPresent(
            tensor -> {
              throw Diverged.in(state.step() - 1, tensor);
            });
  }

  /** As the network computes with it: a double may be more than a float can hold. */
  private static boolean isFinite(Precision precision, double[] values, Tensor tensor) {
    for (int i = tensor.offset(), end = tensor.end(); i < end; i++) {
      if (!(precision == Precision.SINGLE
          ? Float.isFinite((float) values[i])
          : Double.isFinite(values[i]))) {
        return false;
      }
    }
    return true;
  }

  private static NonFinite inStep(
      Engine engine, SharedValue<TrainingPlan> plan, TrainingState state) {
    int step = state.step();
    try (SharedValue<NetworkScorer> network = engine.share(state.scorer(plan.value()))) {
      return first(
          engine.map(Split.TRAIN, shard -> inStep(plan.value(), network.value(), shard, step)));
    }
  }

  private static NonFinite inStep(TrainingPlan plan, NetworkScorer network, Shard shard, int step) {
    Workspace workspace = Workspace.ofThisThread(network.precision());
    NonFinite[] first = {NonFinite.NONE};
    MinibatchParts.forEach(
        plan,
        shard,
        step,
        workspace,
        (rows, masks) ->
            first[0] = first[0].plus(network.nonFinite(new Mode.Training(masks), rows, workspace)));
    return first[0];
  }

  private static NonFinite inEvaluation(
      Engine engine, SharedValue<TrainingPlan> plan, TrainingState state) {
    try (SharedValue<NetworkScorer> network = engine.share(state.scorer(plan.value()))) {
      return first(
          engine.map(
              Split.TRAIN,
              shard -> {
                EvaluationPolicy policy = plan.value().evaluation();
                return inEvaluation(
                    network.value(), policy.rows(Role.TRAINING, policy.rows(), shard));
              }));
    }
  }

  private static NonFinite inEvaluation(NetworkScorer network, Shard rows) {
    Workspace workspace = Workspace.ofThisThread(network.precision());
    NonFinite first = NonFinite.NONE;
    for (int from = 0; from < rows.rows(); from += ScoredBatch.CHUNK) {
      int count = Math.min(ScoredBatch.CHUNK, rows.rows() - from);
      first =
          first.plus(
              network.nonFinite(
                  new Mode.Inference(), rows.rows(from, count, workspace.reuse()), workspace));
    }
    return first;
  }

  private static NonFinite first(List<NonFinite> parts) {
    return parts.stream().reduce(NonFinite.NONE, NonFinite::plus);
  }
}
