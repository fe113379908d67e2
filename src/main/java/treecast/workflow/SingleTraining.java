package treecast.workflow;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import treecast.config.CheckpointSettings;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.RunDirectory;
import treecast.training.Outcome.Trained;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/** Data-parallel training of one network. */
public record SingleTraining(RunContext context, Progress progress, Interruption interruption) {

  /**
   * Trains, writes the run directory and prints the result.
   *
   * @param start state from which the training starts
   * @param profiled whether the profile of the steps is printed, too
   */
  void run(RunDirectory run, TrainingStart start, boolean profiled) throws IOException {
    TrainingPlan plan = context.plan();
    Profile profile = new Profile();
    Trained trained = train(run, start, TrainingListener.all(progress, run, profile));
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
      run.writeReport(new RunReport(context, summary, remarks).of(trained, model, profile));
    }
    run.writeSummary(summary);
    progress.note(RunRemarks.lines(remarks));
    System.out.println(summary(plan, trained) + run);
    if (profiled) {
      profile.print(System.out);
    }
  }

  private Trained train(RunDirectory run, TrainingStart start, TrainingListener listener) {
    try (CheckpointWriter checkpoints = checkpoints(run, start)) {
      return new Trainer(context.plan(), context.engine())
          .train(start.state(), start.history(), TrainingListener.all(listener, checkpoints));
    }
  }

  private CheckpointWriter checkpoints(RunDirectory run, TrainingStart start) {
    CheckpointSettings settings = context.settings().checkpoint();
    Map<String, String> about = new TreeMap<>(Versions.all());
    about.put("plan", context.text().of(context.plan()));
    return new CheckpointWriter(
        settings.every(),
        context.plan().batches(),
        start.history(),
        checkpoint -> start.checkpoints().write(checkpoint, about, settings.keep()),
        System::nanoTime,
        interruption,
        run.toString(),
        System.err::println);
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
