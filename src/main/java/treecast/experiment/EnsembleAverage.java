package treecast.experiment;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.model.AveragingMethod;
import treecast.model.Ensemble;
import treecast.model.Model;
import treecast.optim.Adam;
import treecast.report.Block.Claim;
import treecast.report.Block.Fact;
import treecast.report.Block.Table;
import treecast.training.Evaluation;
import treecast.training.Outcome;
import treecast.training.Outcome.Trained;
import treecast.training.Role;
import treecast.training.Trial;

/**
 * Ensemble: networks that are trained separately and whose probabilities are averaged.
 *
 * @param members number of networks
 * @param epochs length of each training
 */
public record EnsembleAverage(int members, int epochs) implements Experiment {
  private static final int BATCH = 128;

  /** The experiment with the chapter's five networks and the reference's number of epochs. */
  public EnsembleAverage() {
    this(5, 5);
  }

  @Override
  public String name() {
    return "ensemble";
  }

  @Override
  public String title() {
    return "An ensemble";
  }

  @Override
  public List<Trial> trials(ExperimentContext context) {
    int rows = context.data().trainRows();
    int steps = (int) (((long) epochs * rows + BATCH - 1) / BATCH);
    Adam adam = new Adam(0.9, 0.999);
    Trial one =
        context.trial(
            "",
            context.net(4),
            adam,
            adam.defaultRate(),
            TrainingLength.ofSteps(rows, BATCH, steps));
    return IntStream.rangeClosed(1, members)
        .mapToObj(i -> new Trial("member " + i, one.plan().member(i), rows, Trial.Keeps.WEIGHTS))
        .toList();
  }

  @Override
  public ExperimentResult result(ExperimentContext context, List<Outcome> outcomes) {
    List<RecordedTraining> all = RecordedTraining.of(trials(context), outcomes);
    double[] alone = all.stream().mapToDouble(r -> r.accuracy(Role.TEST)).toArray();
    double[] together = together(context, outcomes);
    DoubleSummaryStatistics each =
        IntStream.range(0, members).mapToDouble(i -> alone[i]).summaryStatistics();
    double average = together.length == 0 ? Double.NaN : together[together.length - 1];
    return new ExperimentResult(
        "Several networks are trained separately and averaged at prediction, which is right more"
            + " often than each of them.",
        List.of(chart(context, alone, together)),
        List.of(
            new Fact("network", "4 hidden layers of 100, ReLU, He's weights"),
            new Fact(
                "training",
                "Adam, rate 0.001, %d epochs of minibatches of %d".formatted(epochs, BATCH)),
            new Fact("members", members + ", each with first weights and minibatches of its own"),
            new Fact("average", "of their probabilities")),
        table(all, average),
        List.of(claim(each, average)),
        context.onMnist(() -> references(each.getAverage(), average)),
        List.of());
  }

  private static Claim claim(DoubleSummaryStatistics each, double average) {
    return new Claim(
        "Averaged, the networks are right more often, by a little to a few points.",
        "%s together; alone %s to %s, %s on average"
            .formatted(
                NumberText.text(average),
                NumberText.text(each.getMin()),
                NumberText.text(each.getMax()),
                NumberText.text(each.getAverage())),
        "The test accuracy of the average is above that of every member, and less than 0.1"
            + " above their mean.",
        average > each.getMax() && average < each.getAverage() + 0.1);
  }

  /**
   * Test accuracies of the average of the first member, of the first two, and so on; empty if one
   * diverged.
   */
  private static double[] together(ExperimentContext context, List<Outcome> outcomes) {
    List<Model> models = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Trained t) {
        models.add(
            new Model(context.net(4), t.weights(), t.statistics(), context.data().encoding()));
      }
    }
    if (models.size() < outcomes.size()) {
      return new double[0];
    }
    Shard test = context.data().shards(Split.TEST, 1).get(0);
    return IntStream.rangeClosed(1, models.size())
        .mapToObj(count -> new Ensemble(models.subList(0, count), AveragingMethod.PROBABILITIES))
        .mapToDouble(ensemble -> Evaluation.of(ensemble, test).accuracy())
        .toArray();
  }

  private static Chart chart(ExperimentContext context, double[] alone, double[] together) {
    double[] count = IntStream.rangeClosed(1, alone.length).asDoubleStream().toArray();
    double[] averaged = IntStream.rangeClosed(1, together.length).asDoubleStream().toArray();
    return new Chart(
        "Test accuracy of networks alone and averaged",
        "A point for each network, and a line above them that rises with the number of networks"
            + " averaged.",
        context.note(),
        1,
        List.of(
            new Panel(
                "",
                Axis.of("network, or how many are averaged", 0.5, alone.length + 0.5),
                Axis.of("test accuracy"),
                List.of(
                    new Series.Line(
                        "the first so many averaged", averaged, together, together.length),
                    new Series.Points("one network", count, alone)))));
  }

  private static Table table(List<RecordedTraining> all, double average) {
    List<List<String>> rows = new ArrayList<>();
    for (RecordedTraining r : all) {
      rows.add(
          List.of(
              r.name(),
              NumberText.text(r.accuracy(Role.TRAINING)),
              NumberText.text(r.accuracy(Role.TEST)),
              r.ending()));
    }
    rows.add(List.of("all averaged", "", NumberText.text(average), ""));
    return new Table(
        "Accuracies", List.of("network", "training accuracy", "test accuracy", ""), rows);
  }

  private List<Reference> references(double mean, double average) {
    return List.of(
        Reference.of(name(), "mean test accuracy of the members", mean),
        Reference.of(name(), "test accuracy of the average", average));
  }
}
