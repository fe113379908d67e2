package treecast.workflow;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import treecast.cluster.SparkEngine;
import treecast.data.DataSet;
import treecast.data.Split;
import treecast.model.Model;
import treecast.report.RunDirectory;
import treecast.training.Engine;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
import treecast.training.Outcome.Trained;
import treecast.training.Role;
import treecast.training.TrainingClasses;

/**
 * Result of a promotion: the best trial's network on the test rows.
 *
 * @param trainedOn context of the training
 * @param trainClasses number of training rows of each class
 * @param evaluations how often test rows have been evaluated for the ledger, with this time
 */
record PromotedResult(RunContext trainedOn, long[] trainClasses, int evaluations) {

  /** Evaluates the test rows, and writes the summary and the report. */
  void write(Trained trained, Model model, Profile profile, RunDirectory directory)
      throws IOException {
    DataSet data = trainedOn.data();
    int shards = trainedOn.plan().batches().shards();
    int partitions = trainedOn.partitions();
    try (Engine engine = SparkEngine.of(trainedOn.spark(), data, Split.TEST, shards, partitions)) {
      RunContext context = trainedOn.on(engine);
      Evaluation found = Evaluation.of(engine, Split.TEST, model);
      Trained tested = trained.tested(found);
      Summary outcome = Summary.of(data, context.plan(), tested);
      if (tested.evaluations().tested()) {
        outcome.put("testLoss", found.loss()).put("timesTestRowsWereLookedAt", evaluations);
      }
      Map<String, Object> summary = outcome.ranOn(context).values();
      List<String> remarks = remarks(context, tested.evaluations());
      directory.writeReport(new RunReport(context, summary, remarks).of(tested, model, profile));
      directory.writeSummary(summary);
      RunRemarks.lines(remarks).forEach(System.out::println);
      if (tested.evaluations().tested()) {
        print(found, directory);
      } else {
        System.out.println("there are no test rows to evaluate it on: " + directory);
      }
    }
  }

  private List<String> remarks(RunContext context, Evaluations found) {
    long[] testClasses =
        TrainingClasses.counts(
            context.engine(), Role.TEST, context.plan().evaluation(), context.data().classes());
    return RunRemarks.of(context, trainClasses, testClasses, found);
  }

  private void print(Evaluation found, RunDirectory directory) {
    System.out.printf(
        "test accuracy %.4f on %,d rows; this ledger's test rows have now been evaluated %s: %s%n",
        found.accuracy(),
        found.rows(),
        evaluations == 1 ? "once" : evaluations + " times",
        directory);
  }
}
