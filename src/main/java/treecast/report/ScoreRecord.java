package treecast.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import treecast.score.Calibration;
import treecast.score.ClassAverages;
import treecast.score.ClassCurves;
import treecast.score.Confusion;
import treecast.score.Scores;

/**
 * Scores as names and values, for JSON. What is not defined is null.
 *
 * @param classes the names of the classes
 */
public record ScoreRecord(List<String> classes) {

  /**
   * Scores of one split.
   *
   * @param loss mean loss of the training's objective, without weight decay
   */
  public Map<String, Object> of(Scores scores, double loss) {
    Confusion confusion = scores.confusion();
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("rows", confusion.rows());
    record.put("correct", confusion.correct());
    record.put("accuracy", number(scores.accuracy()));
    record.put("loss", number(loss));
    record.put("balancedAccuracy", number(confusion.balancedAccuracy()));
    record.put("logLoss", number(scores.logLoss()));
    record.put("brierScore", number(scores.brierScore()));
    record.put("rocAuc", number(scores.rocAuc()));
    record.put("averagePrecision", number(scores.averagePrecision()));
    record.put("expectedCalibrationError", number(scores.calibration().expectedError()));
    record.put("macro", averages(confusion.macro()));
    record.put("weighted", averages(confusion.weighted()));
    record.put("classes", classes(scores));
    record.put("confusion", confusion.counts());
    record.put("calibration", calibration(scores.calibration()));
    return record;
  }

  private static Map<String, Object> averages(ClassAverages averages) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("precision", averages.precision());
    record.put("recall", averages.recall());
    record.put("f1", averages.f1());
    return record;
  }

  private List<Map<String, Object>> classes(Scores scores) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int of = 0; of < classes.size(); of++) {
      ClassCurves curves = scores.curves().get(of);
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("name", classes.get(of));
      record.put("rows", scores.confusion().support(of));
      record.put("predicted", scores.confusion().guesses(of));
      record.put("precision", number(scores.confusion().precision(of)));
      record.put("recall", number(scores.confusion().recall(of)));
      record.put("f1", number(scores.confusion().f1(of)));
      record.put("rocAuc", number(curves.rocAuc()));
      record.put("averagePrecision", number(curves.averagePrecision()));
      all.add(record);
    }
    return all;
  }

  private static List<Map<String, Object>> calibration(Calibration calibration) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < Calibration.BINS; i++) {
      Calibration.Bin bin = calibration.bins().get(i);
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("above", Calibration.edge(i));
      record.put("upTo", Calibration.edge(i + 1));
      record.put("rows", bin.rows());
      record.put("probability", number(bin.confidence()));
      record.put("accuracy", number(bin.accuracy()));
      all.add(record);
    }
    return all;
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
