package treecast.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import treecast.data.ClassLabels;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.DataSource;
import treecast.data.LabelCensus;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.linalg.Shape;

/**
 * Pair of IDX files of a split: images and labels.
 *
 * @param images rows x height x width, rows x channels x height x width, or rows x features
 * @param labels one dimension, as many as there are images
 */
record IdxPair(DataFile images, DataFile labels) {
  private static final int CHUNK = 1 << 16;

  /**
   * Result of reading every byte of a split once.
   *
   * @param extents dimensions of a row in the file, for messages
   * @param shape shape of a row's features
   */
  record Examined(int rows, String extents, Shape shape, LabelCensus labels) {}

  Examined examine() {
    try (IdxFile pixels = IdxFile.open(images, 2, 4);
        IdxFile classes = IdxFile.open(labels, 1, 1)) {
      int[] extents = pixels.shape();
      Shape shape = shape(extents);
      pixels.requireEnd();
      LabelCensus census = census(classes);
      if (classes.shape()[0] != extents[0]) {
        throw new DataException(
            "%s: expected %d labels, one for each image, found %d"
                .formatted(labels, extents[0], classes.shape()[0]));
      }
      return new Examined(extents[0], text(extents), shape, census);
    }
  }

  List<Shard> shards(ClassLabels known, ShardAssignment assignment, List<Integer> wanted) {
    try (IdxFile pixels = IdxFile.open(images, 2, 4);
        IdxFile classes = IdxFile.open(labels, 1, 1)) {
      int features = shape(pixels.shape()).size();
      assignment.requireRows(images, pixels.shape()[0]);
      assignment.requireRows(labels, classes.shape()[0]);
      assignment.requireRoom(images, features);
      byte[][] inputs = read(pixels, features, assignment, wanted);
      byte[][] bytes = read(classes, 1, assignment, wanted);
      List<Shard> shards = new ArrayList<>();
      for (int i = 0; i < inputs.length; i++) {
        toClasses(known, bytes[i]);
        shards.add(new Shard(wanted.get(i), features, inputs[i], bytes[i]));
      }
      return shards;
    }
  }

  void pieces(ClassLabels known, Consumer<Shard> each) {
    try (IdxFile pixels = IdxFile.open(images, 2, 4);
        IdxFile classes = IdxFile.open(labels, 1, 1)) {
      int rows = pixels.shape()[0];
      int features = shape(pixels.shape()).size();
      int max = DataSource.pieceRows(features);
      for (int row = 0; row < rows; row += max) {
        byte[] inputs = new byte[Math.min(max, rows - row) * features];
        byte[] bytes = new byte[Math.min(max, rows - row)];
        pixels.read(inputs, 0, inputs.length);
        classes.read(bytes, 0, bytes.length);
        toClasses(known, bytes);
        each.accept(new Shard(row / max, features, inputs, bytes));
      }
    }
  }

  /** Counts the distinct labels and reads the file to its end. */
  private LabelCensus census(IdxFile classes) {
    int rows = classes.shape()[0];
    byte[] chunk = new byte[Math.min(rows, CHUNK)];
    int[] first = new int[256];
    Arrays.fill(first, Integer.MAX_VALUE);
    for (int row = 0; row < rows; row += chunk.length) {
      int count = Math.min(chunk.length, rows - row);
      classes.read(chunk, 0, count);
      for (int i = 0; i < count; i++) {
        int label = Byte.toUnsignedInt(chunk[i]);
        first[label] = Math.min(first[label], row + i);
      }
    }
    classes.requireEnd();
    Map<String, String> firstRows = new LinkedHashMap<>();
    IntStream.range(0, 256)
        .filter(label -> first[label] < rows)
        .boxed()
        .sorted((a, b) -> Integer.compare(first[a], first[b]))
        .forEach(label -> firstRows.put(String.valueOf(label), "row " + first[label]));
    return new LabelCensus(labels.toString(), firstRows);
  }

  private void toClasses(ClassLabels known, byte[] bytes) {
    int[] classes = known.ofBytes();
    for (int i = 0; i < bytes.length; i++) {
      int label = Byte.toUnsignedInt(bytes[i]);
      if (classes[label] < 0) {
        throw new DataException(
            "%s: the file has changed since it was examined: found the new label %d"
                .formatted(labels, label));
      }
      bytes[i] = (byte) classes[label];
    }
  }

  private Shape shape(int[] extents) {
    try {
      return switch (extents.length) {
        case 2 -> Shape.flat(extents[1]);
        case 3 -> new Shape(1, extents[1], extents[2]);
        default -> new Shape(extents[1], extents[2], extents[3]);
      };
    } catch (ArithmeticException e) {
      throw new DataException(
          "%s: expected images of less than 2^31 pixels, found %s".formatted(images, text(extents)),
          e);
    }
  }

  private static String text(int[] extents) {
    return Arrays.stream(extents)
        .skip(1)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(" x "));
  }

  /** Reads a file once and keeps the runs of rows that belong to the wanted shards. */
  private static byte[][] read(
      IdxFile file, int width, ShardAssignment assignment, List<Integer> wanted) {
    byte[][] kept = new byte[wanted.size()][];
    int[] filled = new int[wanted.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = new byte[assignment.rowsOf(wanted.get(i)) * width];
    }
    for (int row = 0; row < assignment.rows(); row += assignment.run()) {
      int bytes = Math.min(assignment.run(), assignment.rows() - row) * width;
      int at = wanted.indexOf(assignment.shardOf(row));
      if (at >= 0) {
        file.read(kept[at], filled[at], bytes);
        filled[at] += bytes;
      } else {
        file.skip(bytes);
      }
    }
    return kept;
  }
}
