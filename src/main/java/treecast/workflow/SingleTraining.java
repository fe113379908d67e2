package treecast.workflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.RunDirectory;
import treecast.training.Outcome.Trained;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/** Run of one network that is trained data-parallel. */
record SingleTraining(RunContext context, Progress progress, Interruption interruption) {

  /**
   * Trains, writes the run directory and prints the result.
   *
   * @param start state from which the training starts
   * @param lock of the run
   * @param profiled whether the profile of the steps is printed, too
   */
  void run(RunDirectory run, TrainingStart start, RunLock lock, boolean profiled)
      throws IOException {
    TrainingPlan plan = context.plan();
    Profile profile = new Profile();
    Trained trained =
        new CheckpointedTraining(context, interruption, CheckpointedTraining.resume(run))
            .train(run, start, TrainingListener.all(lock, progress, run, profile));
    lock.requireHeld();
    Model model = context.model(trained);
    run.write(ModelFile.NAME, ModelFile.encode(model));
    Map<String, Object> summary =
        Summary.of(context.data(), plan, trained)
            .put("trainSeconds", progress.seconds())
            .put("examplesPerSecond", progress.examplesPerSecond(trained.steps()))
            .ranOn(context)
            .values();
    List<String> remarks = RunRemarks.of(context, trained.evaluations());
    if (context.reported()) {
      List<String> all = new ArrayList<>(RunRemarks.divergences(plan, trained.history()));
      all.addAll(remarks);
      run.writeReport(new RunReport(context, summary, all).of(trained, model, profile));
    }
    run.writeSummary(summary);
    progress.note(RunRemarks.lines(remarks));
    System.out.println(summary(plan, trained) + run);
    if (profiled) {
      profile.print(System.out, context.engine().sumsComputedBy());
    }
  }

  private String summary(TrainingPlan plan, Trained trained) {
    String stopped = trained.steps() < plan.steps() ? ", stopped early" : "";
    String restored =
        trained.weightsStep() < trained.steps()
            ? ", with the weights of epoch %.2f"
                .formatted(plan.batches().epochs(trained.weightsStep()))
            : "";
    return "%s after %d steps (%.2f epochs)%s%s, %.1f s of training, %,.0f examples/s: "
        .formatted(
            Summary.accuracy(trained.evaluations()),
            trained.steps(),
            plan.batches().epochs(trained.steps()),
            stopped,
            restored,
            progress.seconds(),
            progress.examplesPerSecond(trained.steps()));
  }
}
