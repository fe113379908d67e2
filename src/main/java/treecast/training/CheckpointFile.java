package treecast.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import treecast.data.DataException;
import treecast.data.Safetensors;
import treecast.data.Sha256;
import treecast.training.History.Entry;

/**
 * The file of a checkpoint, in the safetensors format, as {@code docs/checkpoints.md} describes it.
 * The SHA-256 of each array stands in the metadata.
 */
public final class CheckpointFile {
  private static final String FORMAT = "treecast-checkpoint";
  private static final String VERSION = "1";
  private static final String DIGEST = "sha256.";

  private CheckpointFile() {}

  /**
   * Writes a checkpoint; the stream stays open.
   *
   * @param about further metadata, such as the plan
   */
  public static void write(Checkpoint checkpoint, Map<String, String> about, OutputStream out)
      throws IOException {
    Map<String, double[]> arrays = arrays(checkpoint);
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", VERSION);
    metadata.put("step", String.valueOf(checkpoint.step()));
    metadata.put("weightsStep", String.valueOf(checkpoint.weightsStep()));
    RestorePointArrays.putBest(checkpoint.best(), "", metadata);
    RestorePointArrays.put(checkpoint, metadata, arrays);
    metadata.putAll(about);
    arrays.forEach((name, array) -> metadata.put(DIGEST + name, digest(array)));
    new Safetensors(metadata, arrays).write(out);
  }

  /** The bytes of a checkpoint's file, where they are few. */
  public static byte[] encode(Checkpoint checkpoint) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(checkpoint, Map.of(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Reads a checkpoint.
   *
   * @param length of the file in bytes
   * @param where the file's name, for messages
   * @throws DataException if the bytes are not those of a checkpoint of a version that this one
   *     knows, or not as they were written
   */
  public static Checkpoint read(InputStream in, long length, String where) throws IOException {
    Safetensors file = Safetensors.read(in, length, where);
    if (!FORMAT.equals(file.metadata().get("format"))
        || !VERSION.equals(file.metadata().get("version"))) {
      throw new DataException(
          "%s: expected a checkpoint of version %s, found format %s of version %s"
              .formatted(
                  where, VERSION, file.metadata().get("format"), file.metadata().get("version")));
    }
    file.arrays()
        .forEach(
            (name, array) -> {
              if (!digest(array).equals(file.metadata().get(DIGEST + name))) {
                throw new DataException(
                    "%s: expected the array %s of its SHA-256, found another"
                        .formatted(where, name));
              }
            });
    try {
      return checkpoint(file);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "%s: expected a checkpoint, found one that is incomplete (%s)"
              .formatted(where, e.getMessage()),
          e);
    }
  }

  /** The checkpoint that bytes in memory are. */
  public static Checkpoint decode(byte[] bytes, String where) {
    try {
      return read(new ByteArrayInputStream(bytes), bytes.length, where);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, double[]> arrays(Checkpoint checkpoint) {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    arrays.put("weights", checkpoint.weights());
    arrays.put("statistics", checkpoint.statistics());
    for (int i = 0; i < checkpoint.slots().length; i++) {
      arrays.put("optimizer." + i, checkpoint.slots()[i]);
    }
    arrays.put("best.weights", checkpoint.best().weights());
    arrays.put("best.statistics", checkpoint.best().statistics());
    checkpoint
        .evaluations()
        .ifPresent(
            found -> {
              arrays.put("evaluations", EvaluationRecords.row(found));
              putScores(arrays, "evaluations.score", List.of(found));
            });
    arrays.put("history.losses", checkpoint.history().losses());
    List<Entry> records = checkpoint.history().records();
    arrays.put("history.evaluations", EvaluationRecords.rows(records));
    putScores(arrays, "history.scores", records.stream().map(Entry::evaluations).toList());
    return arrays;
  }

  private static void putScores(
      Map<String, double[]> arrays, String name, List<Evaluations> found) {
    double[] scores = EvaluationRecords.scores(found);
    if (scores.length > 0) {
      arrays.put(name, scores);
    }
  }

  private static Checkpoint checkpoint(Safetensors file) {
    Map<String, String> metadata = file.metadata();
    return new Checkpoint(
        number(metadata, "step"),
        number(metadata, "weightsStep"),
        array(file, "weights"),
        slots(file, ""),
        array(file, "statistics"),
        best(file, ""),
        evaluations(file),
        History.of(
            array(file, "history.losses"),
            scored(
                file,
                "history.scores",
                EvaluationRecords.ofRows(array(file, "history.evaluations"))),
            RestorePointArrays.divergences(file)),
        RestorePointArrays.points(file));
  }

  /** The optimizer's slots, of which there are so many as there are arrays. */
  static double[][] slots(Safetensors file, String prefix) {
    List<double[]> slots = new ArrayList<>();
    while (file.arrays().containsKey(prefix + "optimizer." + slots.size())) {
      slots.add(file.arrays().get(prefix + "optimizer." + slots.size()));
    }
    return slots.toArray(double[][]::new);
  }

  static BestWeights best(Safetensors file, String prefix) {
    Map<String, String> metadata = file.metadata();
    return new BestWeights(
        number(metadata, prefix + "best.step"),
        Double.parseDouble(word(metadata, prefix + "best.accuracy")),
        number(metadata, prefix + "best.evaluationsSince"),
        array(file, prefix + "best.weights"),
        array(file, prefix + "best.statistics"));
  }

  private static Optional<Evaluations> evaluations(Safetensors file) {
    return Optional.ofNullable(file.arrays().get("evaluations"))
        .map(row -> List.of(new Entry(0, EvaluationRecords.ofRow(row))))
        .map(entries -> scored(file, "evaluations.score", entries).get(0).evaluations());
  }

  private static List<Entry> scored(Safetensors file, String name, List<Entry> entries) {
    double[] scores = file.arrays().get(name);
    return scores == null ? entries : EvaluationRecords.scored(entries, scores);
  }

  static double[] array(Safetensors file, String name) {
    return required(file.arrays().get(name), name);
  }

  static int number(Map<String, String> metadata, String name) {
    return Integer.parseInt(word(metadata, name));
  }

  private static String word(Map<String, String> metadata, String name) {
    return required(metadata.get(name), name);
  }

  private static <T> T required(T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("without " + name);
    }
    return value;
  }

  private static String digest(double[] array) {
    return Sha256.ofDoubles(array);
  }
}
