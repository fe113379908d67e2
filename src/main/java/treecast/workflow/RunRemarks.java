package treecast.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import treecast.report.Remarks;
import treecast.training.Divergence;
import treecast.training.Engine;
import treecast.training.EvaluationPolicy;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.Role;
import treecast.training.TrainingClasses;
import treecast.training.TrainingPlan;

/** Remarks on the rows and the evaluations of a run. */
final class RunRemarks {
  private RunRemarks() {}

  /** Remarks on the divergences after which a training went back. */
  static List<String> divergences(TrainingPlan plan, History history) {
    List<Divergence> all = history.divergences();
    return IntStream.range(0, all.size()).mapToObj(i -> all.get(i).line(plan, i + 1)).toList();
  }

  /** Remarks, from an engine that holds training and test rows. */
  static List<String> of(RunContext context, Evaluations found) {
    Engine engine = context.engine();
    EvaluationPolicy policy = context.plan().decided(engine).evaluation();
    return of(
        context,
        TrainingClasses.counts(engine, Role.TRAINING, policy, context.data().classes()),
        TrainingClasses.counts(engine, Role.TEST, policy, context.data().classes()),
        found);
  }

  /**
   * Remarks.
   *
   * @param train number of training rows of each class
   * @param test number of test rows of each class
   */
  static List<String> of(RunContext context, long[] train, long[] test, Evaluations found) {
    Remarks remarks = new Remarks(context.data().labels().names());
    List<String> all = new ArrayList<>(remarks.onRows(train, test));
    Remarks.onGap(found).ifPresent(all::add);
    return all;
  }

  /** Lines of a terminal. */
  static List<String> lines(List<String> remarks) {
    return remarks.stream().map(remark -> "note: " + remark).toList();
  }
}
