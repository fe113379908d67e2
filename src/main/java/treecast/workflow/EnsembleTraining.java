package treecast.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import treecast.config.EnsembleSettings;
import treecast.data.Sha256;
import treecast.model.AveragingMethod;
import treecast.model.Ensemble;
import treecast.model.EnsembleFile;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.RunDirectory;
import treecast.training.EvaluationRows;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.Outcome.Trained;
import treecast.training.TrainingPlan;

/**
 * Run of an ensemble. Its members have the plan's settings and different seeds.
 *
 * @param context the plan of the members, apart from the seed
 */
record EnsembleTraining(RunContext context, EnsembleMembers training) {

  /**
   * Trains all members, evaluates their average, writes the run directory and prints the result.
   *
   * @param resumes whether the members go on from their newest checkpoints
   */
  void run(RunDirectory run, boolean resumes) throws IOException {
    EnsembleSettings settings = context.settings().ensemble();
    int count = settings.members();
    List<TrainingPlan> plans =
        IntStream.rangeClosed(1, count).mapToObj(context.plan()::member).toList();
    long start = System.nanoTime();
    List<Trained> members = training.train(run, plans, resumes);
    training.lock().requireHeld();
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Model> models = members.stream().map(context::model).toList();
    AveragingMethod average = settings.average();
    Ensemble ensemble = new Ensemble(models, average);
    Evaluations together =
        Evaluations.of(
            context.engine(),
            ensemble,
            context.plan().decided(context.engine()).evaluation(),
            new EvaluationRows.All());
    List<String> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(writeMember(run, i, plans.get(i), members.get(i), models.get(i)));
    }
    run.evaluated("ensemble", together);
    run.write(
        EnsembleFile.NAME,
        new EnsembleFile(context.settings().format().number(), average, files).encode());
    report(run, members, ensemble, together, seconds);
  }

  /** Writes report and summary, and prints the result. */
  private void report(
      RunDirectory run,
      List<Trained> members,
      Ensemble ensemble,
      Evaluations together,
      double seconds)
      throws IOException {
    Map<String, Object> summary = summary(members, together).put("trainSeconds", seconds).values();
    List<String> remarks = RunRemarks.of(context, together);
    if (context.reported()) {
      List<String> all = divergences(members);
      all.addAll(remarks);
      run.writeReport(new RunReport(context, summary, all).of(members, ensemble, together));
    }
    run.writeSummary(summary);
    training.progress().apply(context.plan(), new History()).note(RunRemarks.lines(remarks));
    System.out.println(summary(members, together, seconds) + run);
  }

  private List<String> divergences(List<Trained> members) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      String name = EnsembleMembers.name(i);
      RunRemarks.divergences(context.plan(), members.get(i).history())
          .forEach(line -> all.add(name + " " + line));
    }
    return all;
  }

  /**
   * Writes the run directory of a member, as if it had been trained alone.
   *
   * @return path of its model file, relative to the ensemble's directory
   */
  private String writeMember(
      RunDirectory ensemble, int index, TrainingPlan member, Trained trained, Model model)
      throws IOException {
    String name = EnsembleMembers.name(index);
    String text = context.text().ofMember(member);
    try (RunDirectory run = ensemble.below(name, member, text)) {
      trained.history().replay(member, run);
      run.write(ModelFile.NAME, ModelFile.encode(model));
      run.writeSummary(Summary.of(context.data(), member, trained).ranOn(context).values());
    }
    ensemble.evaluated(name, trained.evaluations());
    return name + "/" + ModelFile.NAME;
  }

  private Summary summary(List<Trained> members, Evaluations together) {
    Summary summary =
        Summary.of(context.data(), context.plan(), together)
            .put("members", members.size())
            .put("average", context.settings().ensemble().average().key());
    for (int i = 0; i < members.size(); i++) {
      Evaluations alone = members.get(i).evaluations();
      if (alone.tested()) {
        summary.put("member%dTestAccuracy".formatted(i + 1), alone.test().accuracy());
      }
    }
    return summary
        .put("weightsSha256", all(members, Trained::weightsSha256))
        .put("historySha256", all(members, m -> m.history().sha256()))
        .put("parameters", (long) members.size() * context.plan().network().parameters())
        .put("shards", context.plan().batches().shards())
        .ranOn(context);
  }

  /** SHA-256 of the members' SHA-256 checksums. */
  private static String all(List<Trained> members, Function<Trained, String> fingerprint) {
    return Sha256.of(
        members.stream()
            .map(member -> fingerprint.apply(member).getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new));
  }

  private String summary(List<Trained> members, Evaluations together, double seconds) {
    DoubleSummaryStatistics each =
        members.stream()
            .mapToDouble(m -> Summary.shown(m.evaluations()).accuracy())
            .summaryStatistics();
    return "%s of %d members averaged by %s; each alone %.4f to %.4f, %.4f on average; %.1f s: "
        .formatted(
            Summary.accuracy(together),
            members.size(),
            context.settings().ensemble().average().key(),
            each.getMin(),
            each.getMax(),
            each.getAverage(),
            seconds);
  }
}
