package treecast.app;

import java.io.IOException;
import java.util.Map;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.RunDirectory;
import treecast.training.Outcome.Trained;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/** The training of one network, data-parallel. */
record SingleTraining(Setup setup, Progress progress) {

  /**
   * Trains, writes everything into the directory and says how it went.
   *
   * @param profiled whether that includes where the time went
   */
  void run(RunDirectory run, boolean profiled) throws IOException {
    TrainingPlan plan = setup.plan();
    Profile profile = new Profile();
    TrainingListener listener = TrainingListener.all(progress, run, profile);
    Trained trained = new Trainer(plan, setup.engine()).train(listener);
    Model model =
        new Model(
            setup.settings().network().architecture(setup.data()),
            trained.weights(),
            trained.statistics(),
            setup.data().encoding());
    run.write(ModelFile.NAME, ModelFile.encode(model));
    Map<String, Object> summary =
        Summary.of(setup.data(), plan, trained)
            .put("trainSeconds", progress.seconds())
            .put("examplesPerSecond", progress.examplesPerSecond(trained.steps()))
            .ranOn(setup)
            .values();
    run.writeSummary(summary);
    if (setup.reported()) {
      run.writeReport(new RunReport(setup, summary).of(trained, model, profile));
    }
    System.out.println(told(plan, trained) + run);
    if (profiled) {
      profile.print(System.out);
    }
  }

  private String told(TrainingPlan plan, Trained trained) {
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
