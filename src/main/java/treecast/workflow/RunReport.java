package treecast.workflow;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import treecast.model.Ensemble;
import treecast.model.Model;
import treecast.nn.ClassWeights;
import treecast.report.Block;
import treecast.report.Block.Fact;
import treecast.report.EvaluationTable;
import treecast.report.LearningCurves;
import treecast.report.Report;
import treecast.report.Report.Section;
import treecast.report.TextFormat;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.Outcome.Trained;

/**
 * Report of a training, {@code report.html}.
 *
 * @param context plan, data set and engine of the run
 * @param summary content of {@code summary.json}
 * @param remarks remarks on the rows and the evaluations
 */
record RunReport(RunContext context, Map<String, Object> summary, List<String> remarks) {
  /** Report of one network. */
  Report of(Trained trained, Model model, Profile profile) {
    List<Block> learning = curves(List.of(trained.history()));
    learning.add(EvaluationTable.of(context.plan(), trained.history()));
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("learning", "Learning", learning));
    if (trained.evaluations().tested()) {
      sections.addAll(new TestSections(context).of(model));
    }
    sections.add(new Section("time", "Time of a step", List.of(profile.table())));
    return of(trained.evaluations(), sections);
  }

  /** Report of an ensemble. */
  Report of(List<Trained> members, Ensemble ensemble, Evaluations together) {
    List<String> names = new ArrayList<>(List.of("ensemble"));
    List<Evaluations> evaluations = new ArrayList<>(List.of(together));
    for (Trained member : members) {
      names.add("member " + names.size());
      evaluations.add(member.evaluations());
    }
    List<Block> learning = curves(members.stream().map(Trained::history).toList());
    learning.add(
        EvaluationTable.of(context.plan(), "The ensemble and its members", names, evaluations));
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("learning", "Learning", learning));
    if (together.tested()) {
      sections.addAll(new TestSections(context).of(ensemble));
    }
    return of(together, sections);
  }

  private Report of(Evaluations found, List<Section> sections) {
    List<Section> all = new ArrayList<>();
    if (!remarks.isEmpty()) {
      all.add(Section.ofTexts("remarks", "Remarks", remarks));
    }
    all.addAll(sections);
    List<String> notes = context.data().source().notes();
    if (!notes.isEmpty()) {
      all.add(Section.ofTexts("rows", "How the rows were read", notes));
    }
    all.add(
        new Section(
            "settings", "Settings", List.of(new Block.Facts("Content of plan.conf", settings()))));
    all.add(
        new Section(
            "outcome",
            "Outcome in full",
            List.of(new Block.Facts("Content of summary.json", outcome()))));
    return new Report(
        "Training on " + context.data().source().name(), sentence(found), facts(found), all);
  }

  private List<Block> curves(List<History> histories) {
    String note = "%s, seed %d".formatted(context.data().source().name(), context.plan().seed());
    LearningCurves curves = new LearningCurves(context.plan(), histories, note);
    return new ArrayList<>(
        List.of(
            new Block.Picture(curves.loss()),
            new Block.Picture(curves.accuracy()),
            new Block.Picture(curves.rate())));
  }

  private static String sentence(Evaluations found) {
    if (found.tested()) {
      return sentence("test", found.test());
    }
    String none = "There are no test rows. ";
    return found.validated()
        ? none + sentence("validation", found.validation())
        : none + sentence("training", found.train());
  }

  private static String sentence(String rows, Evaluation found) {
    return TextFormat.of(
        "%s of the %,d %s rows are classified correctly: an accuracy of %.4f.",
        TextFormat.number(found.correct()), found.rows(), rows, found.accuracy());
  }

  private List<Fact> facts(Evaluations found) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Data", context.data().describe()));
    facts.add(new Fact("Test rows", found.tested() ? accuracy(found.test()) : "none"));
    if (found.validated()) {
      facts.add(new Fact("Validation rows", accuracy(found.validation())));
    }
    facts.add(new Fact("Training rows", accuracy(found.train())));
    weights().ifPresent(facts::add);
    facts.add(new Fact("Seed", String.valueOf(context.plan().seed())));
    facts.add(new Fact("Master", context.spark().master()));
    facts.add(new Fact("Began", TextFormat.time(context.began())));
    Duration taken = Duration.between(context.began(), Instant.now());
    facts.add(
        new Fact(
            "Duration", TextFormat.duration(taken) + ", including the start of Spark and reading"));
    return facts;
  }

  /** How much a row of each class counted in the training. */
  private Optional<Fact> weights() {
    ClassWeights weights = context.plan().network().classWeights();
    return weights.equals(ClassWeights.NONE)
        ? Optional.empty()
        : Optional.of(
            new Fact("Class weights", weights.balanced() ? "balanced" : weights.each().toString()));
  }

  private static String accuracy(Evaluation found) {
    return TextFormat.of(
        "accuracy %.4f (%,d of %,d correct), loss %.4f",
        found.accuracy(), found.correct(), found.rows(), found.loss());
  }

  private List<Fact> settings() {
    return context.text().resolved(context.plan()).entrySet().stream()
        .map(setting -> new Fact(setting.getKey(), text(setting.getValue())))
        .sorted(Comparator.comparing(Fact::name))
        .toList();
  }

  private static String text(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        ? String.valueOf(value.unwrapped())
        : value.render(ConfigRenderOptions.concise());
  }

  private List<Fact> outcome() {
    return summary.entrySet().stream()
        .map(value -> new Fact(value.getKey(), String.valueOf(value.getValue())))
        .toList();
  }
}
