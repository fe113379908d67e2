package treecast.experiment;

import java.util.List;
import treecast.training.Outcome;
import treecast.training.Trial;

/**
 * Experiment of the chapter: a list of trainings, and charts and claims from their outcomes. Its
 * record components are its sizes, by default the chapter's. It does not depend on where the
 * trainings run.
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

  /** Name on the command line. */
  String name();

  /** Heading in the report. */
  String title();

  /** Trainings, each with a unique name; empty if the experiment needs no data. */
  List<Trial> trials(ExperimentContext context);

  /**
   * Evaluates the outcomes of the trainings.
   *
   * @param outcomes one for each of the trials, in their order
   */
  ExperimentResult result(ExperimentContext context, List<Outcome> outcomes);

  /** All experiments with the chapter's sizes, in its order. */
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
