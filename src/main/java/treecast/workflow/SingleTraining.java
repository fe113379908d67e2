package treecast.workflow;

import java.io.IOException;
import java.util.Map;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.RunDirectory;
import treecast.training.Outcome.Trained;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/** Data-parallel training of one network. */
public record SingleTraining(RunContext context, Progress progress) {

  /**
   * Trains, writes the run directory and prints the result.
   *
   * @param profiled whether the profile of the steps is printed, too
   */
  public void run(RunDirectory run, boolean profiled) throws IOException {
    TrainingPlan plan = context.plan();
    Profile profile = new Profile();
    TrainingListener listener = TrainingListener.all(progress, run, profile);
    Trained trained = new Trainer(plan, context.engine()).train(listener);
    Model model = context.model(trained);
    run.write(ModelFile.NAME, ModelFile.encode(model));
    Map<String, Object> summary =
        Summary.of(context.data(), plan, trained)
            .put("trainSeconds", progress.seconds())
            .put("examplesPerSecond", progress.examplesPerSecond(trained.steps()))
            .ranOn(context)
            .values();
    run.writeSummary(summary);
    if (context.reported()) {
      run.writeReport(new RunReport(context, summary).of(trained, model, profile));
    }
    System.out.println(summary(plan, trained) + run);
    if (profiled) {
      profile.print(System.out);
    }
  }

  private String summary(TrainingPlan plan, Trained trained) {
    String stopped = trained.steps() < plan.steps() ? ", stopped early" : "";
    String restored =
        trained.weightsStep() < trained.steps()
            ? ", with the weights of epoch %.2f"
                .formatted(plan.batches().epochs(trained.weightsStep()))
            : "";
    return "test accuracy %.4f after %d steps (%.2f epochs)%s%s, %.1f s of training, %,.0f examples/s: "
        .formatted(
            trained.evaluations().test().accuracy(),
            trained.steps(),
            plan.batches().epochs(trained.steps()),
            stopped,
            restored,
            progress.seconds(),
            progress.examplesPerSecond(trained.steps()));
  }
}
