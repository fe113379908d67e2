package treecast.cluster;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import treecast.data.DataException;
import treecast.data.Paths;
import treecast.data.Storage;
import treecast.model.Prediction;
import treecast.model.PredictionLines;
import treecast.source.RowInput;

/**
 * Spark jobs of a prediction: one task for each range of the input, which writes a part file of the
 * folder. A part has its name only when it is whole, so that a prediction that was killed goes on
 * with the parts that are missing.
 *
 * @param shipped whether the input's files are copied to the executors
 */
public record PredictionJob(Prediction prediction, boolean shipped, Storage storage, String folder)
    implements Serializable {

  /**
   * Prepares jobs; copies local files to the executors if these are on other machines.
   *
   * @param folder folder or URI of the part files
   * @throws IOException if its file system cannot be reached
   */
  public static PredictionJob of(
      SparkContext spark, Prediction prediction, Storage storage, String folder)
      throws IOException {
    Map<String, String> files = spark.isLocal() ? Map.of() : prediction.input().localFiles();
    ExecutorSource.ship(spark, files);
    // An executor has another working directory.
    Path path = Paths.of(folder);
    String qualified = storage.of(path).makeQualified(path).toString();
    return new PredictionJob(prediction, !files.isEmpty(), storage, qualified);
  }

  /** Name of a range's part file. */
  public static String part(int range, PredictionLines lines) {
    return "part-%05d.%s".formatted(range, lines.json() ? "jsonl" : "csv");
  }

  /**
   * Number of rows of each range, counted by the executors.
   *
   * @throws DataException if a range cannot be read
   */
  public List<Long> counts(SparkContext spark) {
    List<Integer> ranges = IntStream.range(0, prediction.input().ranges()).boxed().toList();
    return new SparkTasks(spark).map(ranges, range -> input().count(range));
  }

  /**
   * Writes part files.
   *
   * @param ranges the ranges whose parts are missing
   * @param firstRows index of the first row of each range of the input
   * @return the number of rows of each part
   * @throws DataException if a row cannot be used: the first one of them
   */
  public List<Long> write(SparkContext spark, List<Integer> ranges, List<Long> firstRows) {
    List<Long> first = new ArrayList<>(firstRows);
    return new SparkTasks(spark).map(ranges, range -> written(range, first.get(range)));
  }

  private long written(int range, long firstRow) {
    try {
      return write(range, firstRow);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RowInput input() {
    return shipped ? prediction.input().movedTo(ExecutorSource.copies()) : prediction.input();
  }

  private long write(int range, long firstRow) throws IOException {
    String name = part(range, prediction.lines());
    Path whole = Paths.in(folder, name);
    // Attempts of one task may run at the same time; each has a name of its own.
    Path partial = Paths.in(folder, "_%s.%d".formatted(name, TaskContext.get().taskAttemptId()));
    FileSystem files = storage.toWrite(whole);
    long[] behind = {firstRow};
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(files.create(partial), StandardCharsets.UTF_8), 1 << 16)) {
      out.write(prediction.lines().header());
      Prediction here = new Prediction(prediction.model(), input(), prediction.lines());
      here.range(
          range,
          firstRow,
          Long.MAX_VALUE,
          (row, lines) -> {
            append(out, lines);
            behind[0] = row;
            return true;
          });
    }
    if (!files.rename(partial, whole)) {
      files.delete(partial, false);
      if (!files.exists(whole)) {
        throw new IOException(whole + ": cannot be written");
      }
    }
    return behind[0] - firstRow;
  }

  private static void append(Writer out, CharSequence lines) {
    try {
      out.append(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
