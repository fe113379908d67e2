package treecast.workflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import treecast.cluster.DistributedTrials;
import treecast.cluster.PackedTrials;
import treecast.data.Storage;
import treecast.report.RunDirectory;
import treecast.training.CheckpointFile;
import treecast.training.Diverged;
import treecast.training.Divergence;
import treecast.training.History;
import treecast.training.Outcome;
import treecast.training.Outcome.Trained;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.Trial;
import treecast.training.TrialListener;
import treecast.training.TrialRunner;

/**
 * Training of an ensemble's members: at the same time, each in one task, or one after the other,
 * each data-parallel. Each has checkpoints of its own in its directory, which are written while it
 * trains in this process, and else when it has ended.
 *
 * @param context the plan of the members, apart from the seed
 * @param interruption interruption of the process, which is answered with checkpoints
 * @param lock of the run
 * @param inTurn whether they train one after the other
 * @param progress progress display of a member that trains alone, behind its earlier history
 */
record EnsembleMembers(
    RunContext context,
    Storage storage,
    Interruption interruption,
    RunLock lock,
    boolean inTurn,
    BiFunction<TrainingPlan, History, Progress> progress) {

  /** The directory of a member in that of the ensemble. */
  static String name(int index) {
    return "member-" + (index + 1);
  }

  /**
   * Trains members to the end.
   *
   * @param plans of the members, in their order
   * @param resumes whether each goes on from its newest checkpoint
   */
  List<Trained> train(RunDirectory run, List<TrainingPlan> plans, boolean resumes)
      throws IOException {
    List<TrainingStart> starts = new ArrayList<>();
    InitialWeights initial = context.initial();
    for (int i = 0; i < plans.size(); i++) {
      String member = run + "/" + name(i);
      starts.add(
          resumes
              ? TrainingStart.newest(storage, member, plans.get(i), initial, System.err::println)
              : TrainingStart.initial(storage, member, initial.state(plans.get(i))));
    }
    int rows = context.data().trainRows();
    List<Trial> trials =
        IntStream.range(0, plans.size())
            .mapToObj(i -> starts.get(i).trial("member", plans.get(i), initial, rows))
            .toList();
    try (TrialRunner runner = runner();
        Watch watch = new Watch(run, plans, starts)) {
      List<Outcome> outcomes = runner.outcomes(trials, watch);
      List<Trained> all = new ArrayList<>();
      for (int i = 0; i < plans.size(); i++) {
        all.add(trained(run, i, plans.get(i), starts.get(i), outcomes.get(i)));
      }
      return all;
    }
  }

  private TrialRunner runner() {
    return inTurn
        ? new DistributedTrials(context.spark(), context.engine(), 1)
        : PackedTrials.of(context.spark(), context.data());
  }

  private Trained trained(
      RunDirectory run, int index, TrainingPlan plan, TrainingStart start, Outcome outcome) {
    try {
      return outcome.orElseThrow().unpacked();
    } catch (Diverged e) {
      int members = context.settings().ensemble().members();
      Diverged named = e.of("member %d of %d".formatted(index + 1, members));
      throw GoodCheckpoint.told(named, plan, start.checkpoints(), run.toString());
    }
  }

  /** Writes the checkpoints of the members, and shows the progress of those that train alone. */
  private final class Watch implements TrialListener, AutoCloseable {
    private final CheckpointedTraining training;
    private final List<TrainingPlan> plans;
    private final List<TrainingStart> starts;
    private final Map<Integer, CheckpointWriter> writers = new ConcurrentHashMap<>();

    Watch(RunDirectory run, List<TrainingPlan> plans, List<TrainingStart> starts) {
      this.training =
          new CheckpointedTraining(context, interruption, CheckpointedTraining.resume(run));
      this.plans = plans;
      this.starts = starts;
    }

    @Override
    public TrainingListener of(int trial) {
      TrainingPlan plan = plans.get(trial);
      TrainingStart start = starts.get(trial);
      History history = start.history().copy();
      CheckpointWriter writer = writer(trial, history);
      writers.put(trial, writer);
      TrainingListener shown =
          inTurn ? progress.apply(plan, start.history()) : TrainingListener.NONE;
      return TrainingListener.all(lock, history, shown, writer);
    }

    @Override
    public void finished(int trial, Outcome outcome, double seconds) {
      lock.requireHeld();
      if (!inTurn) {
        tell(trial, outcome.history());
      }
      if (writers.containsKey(trial)) {
        writers.get(trial).close();
      } else if (outcome instanceof Trained trained) {
        try (CheckpointWriter writer = writer(trial, starts.get(trial).history())) {
          writer.writeAtEnd(CheckpointFile.decode(trained.state(), "the state of a member"));
        }
      }
    }

    /** Tells of the divergences after which a member went back that trained beside others. */
    private void tell(int trial, History history) {
      int before = starts.get(trial).history().divergences().size();
      List<String> lines = new ArrayList<>();
      for (Divergence divergence : history.divergences()) {
        String line = divergence.line(plans.get(trial), before + lines.size() + 1);
        lines.add(name(trial) + " " + line);
      }
      progress.apply(plans.get(trial), starts.get(trial).history()).note(lines);
    }

    private CheckpointWriter writer(int trial, History history) {
      TrainingPlan plan = plans.get(trial);
      String text = context.text().ofMember(plan);
      return training.writer(plan, text, history, starts.get(trial).checkpoints());
    }

    @Override
    public void close() {
      writers.values().forEach(CheckpointWriter::close);
    }
  }
}
