package treecast.model;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import treecast.linalg.Matrix;

/**
 * Lines of predictions: CSV with the index of the row, its predicted label, the kept columns, and
 * the probability of each class; or a JSON object a line.
 *
 * @param labels label of each class, as in the files of the training
 * @param json whether lines are JSON
 * @param top number of the most probable classes that are written; 0 for the probabilities of all
 * @param keep names of the kept columns
 */
public record PredictionLines(List<String> labels, boolean json, int top, List<String> keep)
    implements Serializable {

  public PredictionLines {
    labels = List.copyOf(labels);
    keep = List.copyOf(keep);
  }

  /** First line with its line end; empty if lines are JSON. */
  public String header() {
    if (json) {
      return "";
    }
    List<String> names = new ArrayList<>(List.of("row", "label"));
    keep.forEach(name -> names.add(field(name)));
    if (top == 0) {
      labels.forEach(label -> names.add(field("p_" + label)));
    }
    for (int i = 1; i <= top; i++) {
      names.add("label_" + i);
      names.add("p_" + i);
    }
    return String.join(",", names) + "\n";
  }

  /**
   * Adds the line of a row.
   *
   * @param row index of the row in the input, from 0
   * @param guess predicted class
   * @param probabilities rows x classes
   * @param at row of the matrix
   * @param kept fields of the kept columns
   */
  public void add(
      StringBuilder text, long row, int guess, Matrix probabilities, int at, List<String> kept) {
    if (json) {
      addObject(text, row, guess, probabilities, at, kept);
    } else {
      addRecord(text, row, guess, probabilities, at, kept);
    }
    text.append('\n');
  }

  private void addRecord(
      StringBuilder text, long row, int guess, Matrix probabilities, int at, List<String> kept) {
    text.append(row).append(',').append(field(labels.get(guess)));
    kept.forEach(value -> text.append(',').append(field(value)));
    if (top == 0) {
      for (int c = 0; c < labels.size(); c++) {
        text.append(',').append(probabilities.get(at, c));
      }
    }
    for (int c : best(probabilities, at)) {
      text.append(',').append(field(labels.get(c))).append(',').append(probabilities.get(at, c));
    }
  }

  private void addObject(
      StringBuilder text, long row, int guess, Matrix probabilities, int at, List<String> kept) {
    text.append("{\"row\":").append(row).append(",\"label\":").append(quoted(labels.get(guess)));
    if (!keep.isEmpty()) {
      text.append(",\"kept\":{");
      for (int i = 0; i < keep.size(); i++) {
        text.append(i == 0 ? "" : ",").append(quoted(keep.get(i))).append(':');
        text.append(quoted(kept.get(i)));
      }
      text.append('}');
    }
    text.append(",\"probabilities\":{");
    int[] classes =
        top == 0 ? IntStream.range(0, labels.size()).toArray() : best(probabilities, at);
    for (int i = 0; i < classes.length; i++) {
      text.append(i == 0 ? "" : ",").append(quoted(labels.get(classes[i]))).append(':');
      text.append(probabilities.get(at, classes[i]));
    }
    text.append("}}");
  }

  /** The most probable classes, the first of equals first. */
  private int[] best(Matrix probabilities, int at) {
    return top == 0
        ? new int[0]
        : IntStream.range(0, labels.size())
            .boxed()
            .sorted((a, b) -> Double.compare(probabilities.get(at, b), probabilities.get(at, a)))
            .limit(top)
            .mapToInt(c -> c)
            .toArray();
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static String field(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      plain = ",\"\n\r".indexOf(text.charAt(i)) < 0;
    }
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
