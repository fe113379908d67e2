package treecast.experiment;

import java.util.List;
import treecast.training.Outcome;
import treecast.training.Trial;

/**
 * One of the chapter's experiments: trainings, and what becomes of their outcomes. Its components
 * are its sizes, by default the chapter's. It knows nothing of where the trainings run.
 */
public sealed interface Experiment
    permits Trajectories,
        OptimizerComparison,
        ActivationHistograms,
        InitialisationComparison,
        BatchNormComparison,
        WeightDecayComparison,
        DropoutComparison,
        HyperparameterSearch,
        EnsembleAverage {

  /** What a command calls it. */
  String name();

  /** What a heading calls it. */
  String title();

  /** Its trainings, each with a name of its own; none where it needs no data. */
  List<Trial> trials(ExperimentContext context);

  /**
   * What they say.
   *
   * @param outcomes one for each of the trials, in their order
   */
  ExperimentResult result(ExperimentContext context, List<Outcome> outcomes);

  /** All of them with the chapter's sizes, in its order. */
  static List<Experiment> ofTheChapter() {
    return List.of(
        new Trajectories(),
        new OptimizerComparison(),
        new ActivationHistograms(),
        new InitialisationComparison(),
        new BatchNormComparison(),
        new WeightDecayComparison(),
        new DropoutComparison(),
        new HyperparameterSearch(),
        new EnsembleAverage());
  }
}
