package treecast.workflow;

import java.util.Map;
import java.util.TreeMap;
import treecast.config.CheckpointSettings;
import treecast.report.CheckpointDirectory;
import treecast.report.RunDirectory;
import treecast.training.Diverged;
import treecast.training.History;
import treecast.training.Outcome.Trained;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * Data-parallel training that writes checkpoints, as the plan's settings say.
 *
 * @param interruption interruption of the process, which is answered with a checkpoint
 * @param command what goes on from a checkpoint, for people, such as {@code --resume}
 */
record CheckpointedTraining(RunContext context, Interruption interruption, String command) {

  /**
   * Trains the context's plan from a start to the end.
   *
   * @throws Diverged with the last good checkpoint, if it diverges and may not go back
   */
  Trained train(RunDirectory run, TrainingStart start, TrainingListener listener) {
    try {
      return train(start, listener);
    } catch (Diverged e) {
      throw GoodCheckpoint.told(e, context.plan(), start.checkpoints(), run.toString());
    }
  }

  private Trained train(TrainingStart start, TrainingListener listener) {
    TrainingPlan plan = context.plan();
    String text = context.text().of(plan);
    try (CheckpointWriter writer = writer(plan, text, start.history(), start.checkpoints())) {
      return new Trainer(plan, context.engine())
          .train(start.state(), start.history(), TrainingListener.all(listener, writer));
    }
  }

  /**
   * Writer of the checkpoints of a training.
   *
   * @param text of its plan
   * @param history of the training from its first step on, which hears of a step before the writer
   */
  CheckpointWriter writer(
      TrainingPlan plan, String text, History history, CheckpointDirectory checkpoints) {
    CheckpointSettings settings = context.settings().checkpoint();
    Map<String, String> about = new TreeMap<>(Versions.all());
    about.put("plan", text);
    return new CheckpointWriter(
        settings.every(),
        plan,
        history,
        checkpoint -> checkpoints.write(checkpoint, about, settings.keep()),
        System::nanoTime,
        interruption,
        command,
        System.err::println);
  }

  /** The command that goes on with a run from a checkpoint. */
  static String resume(RunDirectory run) {
    return "--resume with --out " + run;
  }
}
