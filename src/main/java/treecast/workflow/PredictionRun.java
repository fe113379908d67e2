package treecast.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.cluster.PredictionJob;
import treecast.config.SettingsException;
import treecast.data.DataException;
import treecast.data.Paths;
import treecast.data.Storage;
import treecast.model.Prediction;
import treecast.model.PredictionLines;
import treecast.report.OutputDirectory;
import treecast.source.RowInput;

/**
 * Run of a prediction into a folder: part files, and {@code _SUCCESS} when all are there. The same
 * command goes on where an earlier one was killed; {@code _prediction.txt} says of which model and
 * rows the parts are.
 */
public record PredictionRun(Storage storage, Prediction prediction, String model) {
  private static final String DESCRIPTION = "_prediction.txt";
  private static final String SUCCESS = "_SUCCESS";

  /**
   * Predicts all rows.
   *
   * @param out folder or URI, or a file if its name ends with {@code .csv} or {@code .jsonl}
   * @param start starts Spark
   * @return a line for people
   * @throws SettingsException if something else is there
   */
  public String write(String out, Supplier<CommandSpark> start) throws IOException {
    boolean isFile = out.matches(".*\\.(csv|json|jsonl)");
    Path target = Paths.of(out);
    FileSystem files = storage.toWrite(target);
    if (isFile && files.exists(target)) {
      throw new SettingsException(
          "--out: expected a file that does not exist yet, found '%s'".formatted(out));
    }
    String folder = isFile ? Paths.in(parent(target), "_" + target.getName()).toString() : out;
    if (files.exists(Paths.in(folder, SUCCESS)) && describes(files, folder) && !isFile) {
      return out + ": these predictions are finished, so nothing is left to do";
    }
    boolean begun = files.exists(Paths.of(folder));
    prepare(files, folder, isFile);
    try {
      long rows = parts(files, folder, start);
      if (isFile) {
        join(files, folder, target);
      }
      return "%,d rows: %s".formatted(rows, out);
    } catch (DataException e) {
      if (!begun) {
        files.delete(Paths.of(folder), true);
      }
      throw e;
    }
  }

  private static Path parent(Path path) {
    return path.getParent() == null ? Paths.of(".") : path.getParent();
  }

  private boolean describes(FileSystem files, String folder) throws IOException {
    Path description = Paths.in(folder, DESCRIPTION);
    if (!files.exists(description)) {
      return false;
    }
    try (InputStream in = files.open(description)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).equals(description());
    }
  }

  private String description() {
    PredictionLines lines = prediction.lines();
    return "model %s%n%s%njson %s, top %d, keep %s%n"
        .formatted(model, prediction.input().identity(), lines.json(), lines.top(), lines.keep());
  }

  /** Makes the folder, or checks that it holds parts of the same predictions. */
  private void prepare(FileSystem files, String folder, boolean isFile) throws IOException {
    Path there = Paths.of(folder);
    if (isFile && !describes(files, folder) && files.exists(Paths.in(folder, DESCRIPTION))) {
      // Parts of another prediction, which was killed.
      files.delete(there, true);
    }
    if (files.exists(there) && files.listStatus(there).length > 0) {
      if (!describes(files, folder)) {
        throw new SettingsException(
            "--out: expected a folder that does not exist yet, or that holds part of these predictions, found '%s'"
                .formatted(folder));
      }
      for (FileStatus file : files.listStatus(there)) {
        // What a killed task has left.
        if (file.getPath().getName().startsWith("_part-")) {
          files.delete(file.getPath(), false);
        }
      }
      return;
    }
    files.mkdirs(there);
    write(folder, DESCRIPTION, description());
  }

  private void write(String folder, String name, String text) throws IOException {
    OutputDirectory.of(storage, folder).write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private long parts(FileSystem files, String folder, Supplier<CommandSpark> start)
      throws IOException {
    try (CommandSpark spark = start.get()) {
      PredictionJob job = PredictionJob.of(spark.context(), prediction, storage, folder);
      List<Integer> missing = missing(files, folder);
      boolean numbered = prediction.input().ranges() == 1 && !missing.isEmpty();
      List<Long> counts = numbered ? List.of(0L) : counts(job, spark);
      List<Long> firstRows = new ArrayList<>();
      long rows = 0;
      for (long count : counts) {
        firstRows.add(rows);
        rows += count;
      }
      if (!missing.isEmpty()) {
        List<Long> written = job.write(spark.context(), missing, firstRows);
        rows = numbered ? written.get(0) : rows;
      }
      List<Integer> still = missing(files, folder);
      if (!still.isEmpty()) {
        throw new IOException(
            "%s: expected %d part files, found %d: executors on other machines need a folder that all machines share"
                .formatted(folder, counts.size(), counts.size() - still.size()));
      }
      write(folder, SUCCESS, "");
      return rows;
    }
  }

  private List<Long> counts(PredictionJob job, CommandSpark spark) {
    RowInput input = prediction.input();
    return input.isCounted()
        ? IntStream.range(0, input.ranges()).mapToObj(input::count).toList()
        : job.counts(spark.context());
  }

  private List<Integer> missing(FileSystem files, String folder) throws IOException {
    List<String> there =
        Arrays.stream(files.listStatus(Paths.of(folder)))
            .map(file -> file.getPath().getName())
            .toList();
    return IntStream.range(0, prediction.input().ranges())
        .filter(range -> !there.contains(PredictionJob.part(range, prediction.lines())))
        .boxed()
        .toList();
  }

  /** Joins the parts to one file, which gets its name when it is whole. */
  private void join(FileSystem files, String folder, Path target) throws IOException {
    Path joined = Paths.in(folder, "_joined");
    try (OutputStream out = files.create(joined, true)) {
      out.write(prediction.lines().header().getBytes(StandardCharsets.UTF_8));
      int header = prediction.lines().header().getBytes(StandardCharsets.UTF_8).length;
      for (int range = 0; range < prediction.input().ranges(); range++) {
        Path part = Paths.in(folder, PredictionJob.part(range, prediction.lines()));
        try (InputStream in = files.open(part)) {
          in.skipNBytes(header);
          in.transferTo(out);
        }
      }
    }
    if (!files.rename(joined, target)) {
      throw new IOException(target + ": cannot be written");
    }
    files.delete(Paths.of(folder), true);
  }
}
