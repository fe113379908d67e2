package treecast.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import treecast.score.Score;
import treecast.training.Divergence;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/** Lines of {@code metrics.jsonl}: a JSON object each, with its line end. */
record MetricsLines(TrainingPlan plan) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All that a history says, in its order. */
  List<String> of(History history) {
    List<String> all = new ArrayList<>();
    history.replay(
        plan,
        new TrainingListener() {
          @Override
          public void stepped(int step, double rate, double loss, StepTimes times) {
            all.add(step(step, rate, loss));
          }

          @Override
          public void evaluated(int step, Evaluations evaluations) {
            all.add(evaluation(step, evaluations));
          }

          @Override
          public void wentBack(Divergence divergence) {
            all.add(divergence(divergence));
          }
        });
    return all;
  }

  /** A step. */
  String step(int step, double rate, double loss) {
    Map<String, Object> line = at(step);
    line.put("rate", rate);
    line.put("loss", loss);
    return text(line);
  }

  /** Evaluations after a step. */
  String evaluation(int step, Evaluations evaluations) {
    return text(with(at(step), evaluations));
  }

  /** Evaluations that do not belong to a step. */
  String evaluation(String name, Evaluations evaluations) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name);
    return text(with(line, evaluations));
  }

  /** Where the training has gone back to, and why. */
  String divergence(Divergence divergence) {
    Map<String, Object> line = at(divergence.back());
    line.put("divergedAtStep", divergence.step());
    line.put("divergence", divergence.finding());
    return text(line);
  }

  private Map<String, Object> at(int step) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    line.put("epoch", plan.batches().epochs(step));
    return line;
  }

  private Map<String, Object> with(Map<String, Object> line, Evaluations evaluations) {
    line.put("trainLoss", evaluations.train().loss());
    line.put("trainAccuracy", evaluations.train().accuracy());
    if (evaluations.validated()) {
      line.put("validationLoss", evaluations.validation().loss());
      line.put("validationAccuracy", evaluations.validation().accuracy());
      if (plan.evaluation().score() != Score.ACCURACY) {
        line.put("validationScore", evaluations.score());
      }
    }
    if (evaluations.tested()) {
      line.put("testLoss", evaluations.test().loss());
      line.put("testAccuracy", evaluations.test().accuracy());
    }
    return line;
  }

  private static String text(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
