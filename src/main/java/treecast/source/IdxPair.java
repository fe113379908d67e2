package treecast.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import treecast.data.ClassChoice;
import treecast.data.ClassLabels;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.DataSource;
import treecast.data.LabelCensus;
import treecast.data.Rows;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.linalg.Shape;

/**
 * Pair of IDX files of a split: images and labels.
 *
 * @param images rows x height x width, rows x channels x height x width, or rows x features
 * @param labels one dimension, as many as there are images
 * @param transposed whether images are stored with height and width exchanged
 */
record IdxPair(DataFile images, DataFile labels, boolean transposed) {
  private static final int CHUNK = 1 << 16;

  /**
   * Result of reading every number of a split once.
   *
   * @param extents dimensions of a row in the file, for messages
   * @param shape shape of a row's features
   * @param type type of the features
   */
  record Examined(int rows, String extents, Shape shape, IdxType type, LabelCensus labels) {}

  Examined examine() {
    try (IdxFile pixels = IdxFile.open(images, 2, 4);
        IdxFile classes = IdxFile.open(labels, 1, 1)) {
      int[] extents = pixels.shape();
      Shape shape = turned(shape(images, extents));
      if (pixels.type() == IdxType.FLOAT || pixels.type() == IdxType.DOUBLE) {
        requireFinite(pixels, shape.size());
      }
      pixels.requireEnd();
      LabelCensus census = census(classes);
      if (classes.shape()[0] != extents[0]) {
        throw new DataException(
            "%s: expected %d labels, one for each image, found %d"
                .formatted(labels, extents[0], classes.shape()[0]));
      }
      return new Examined(extents[0], text(extents), shape, pixels.type(), census);
    }
  }

  List<Shard> shards(ClassLabels known, ShardAssignment assignment, List<Integer> wanted) {
    try (IdxFile pixels = IdxFile.open(images, 2, 4);
        IdxFile classes = IdxFile.open(labels, 1, 1)) {
      Shape shape = shape(images, pixels.shape());
      assignment.requireRows(images, pixels.shape()[0]);
      assignment.requireRows(labels, classes.shape()[0]);
      assignment.requireRoom(images, shape.size());
      IdxRows[] inputs = read(pixels, shape.size(), assignment, wanted);
      IdxRows[] numbers = read(classes, 1, assignment, wanted);
      List<Shard> shards = new ArrayList<>();
      for (int i = 0; i < inputs.length; i++) {
        shards.add(new Shard(wanted.get(i), rows(inputs[i], shape), classes(known, numbers[i])));
      }
      return shards;
    }
  }

  void pieces(ClassLabels known, Consumer<Shard> each) {
    try (IdxFile pixels = IdxFile.open(images, 2, 4);
        IdxFile classes = IdxFile.open(labels, 1, 1)) {
      int rows = pixels.shape()[0];
      Shape shape = shape(images, pixels.shape());
      int max = DataSource.pieceRows(shape.size());
      for (int row = 0; row < rows; row += max) {
        int count = Math.min(max, rows - row);
        IdxRows inputs = IdxRows.of(pixels, count * shape.size());
        IdxRows numbers = IdxRows.of(classes, count);
        inputs.read(pixels, count * shape.size());
        numbers.read(classes, count);
        each.accept(new Shard(row / max, rows(inputs, shape), classes(known, numbers)));
      }
    }
  }

  private Rows rows(IdxRows inputs, Shape stored) {
    return transposed ? inputs.transposed(stored) : inputs.rows(stored.size());
  }

  /** Counts the distinct labels and reads the file to its end. */
  private LabelCensus census(IdxFile classes) {
    int rows = classes.shape()[0];
    Map<String, String> firstRows = new LinkedHashMap<>();
    for (int row = 0; row < rows; row += CHUNK) {
      IdxRows chunk = IdxRows.of(classes, Math.min(CHUNK, rows - row));
      chunk.read(classes, Math.min(CHUNK, rows - row));
      for (int i = 0; i < chunk.count(); i++) {
        String place = "row " + (row + i);
        firstRows.putIfAbsent(label(chunk.at(i), place), place);
        if (firstRows.size() > ClassChoice.MAX) {
          throw new DataException(
              "%s: %s: expected at most %d different labels, found one more"
                  .formatted(labels, place, ClassChoice.MAX));
        }
      }
    }
    classes.requireEnd();
    return new LabelCensus(labels.toString(), firstRows);
  }

  private String label(double number, String place) {
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new DataException(
          "%s: %s: expected a label that is a whole number, found %s"
              .formatted(labels, place, number));
    }
    return String.valueOf((long) number);
  }

  private void requireFinite(IdxFile pixels, int features) {
    double[] row = new double[features];
    for (int i = 0; i < pixels.shape()[0]; i++) {
      pixels.read(row, 0, features);
      for (double value : row) {
        if (!Double.isFinite(value)) {
          throw new DataException(
              "%s: row %d: expected finite numbers, found %s".formatted(images, i, value));
        }
      }
    }
  }

  private char[] classes(ClassLabels known, IdxRows numbers) {
    char[] classes = new char[numbers.count()];
    Map<Long, Integer> indices = new HashMap<>();
    for (int index = 0; index < known.count(); index++) {
      if (LabelCensus.isWhole(known.labels().get(index))) {
        indices.put(Long.valueOf(known.labels().get(index)), index);
      }
    }
    for (int i = 0; i < classes.length; i++) {
      double number = numbers.at(i);
      Integer index = number == Math.rint(number) ? indices.get((long) number) : null;
      if (index == null) {
        label(number, "row " + i);
        throw new DataException(
            "%s: the file has changed since it was examined: found the new label %.0f"
                .formatted(labels, number));
      }
      classes[i] = (char) (int) index;
    }
    return classes;
  }

  private Shape turned(Shape stored) {
    if (!transposed) {
      return stored;
    }
    if (stored.equals(Shape.flat(stored.size()))) {
      throw new DataException(
          "%s: expected images, as data.idx.transposed says, found rows of %d features"
              .formatted(images, stored.size()));
    }
    return new Shape(stored.channels(), /* height= */ stored.width(), /* width= */ stored.height());
  }

  static Shape shape(DataFile images, int[] extents) {
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
  private static IdxRows[] read(
      IdxFile file, int width, ShardAssignment assignment, List<Integer> wanted) {
    IdxRows[] kept = new IdxRows[wanted.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = IdxRows.of(file, assignment.rowsOf(wanted.get(i)) * width);
    }
    for (int row = 0; row < assignment.rows(); row += assignment.run()) {
      int count = Math.min(assignment.run(), assignment.rows() - row) * width;
      int at = wanted.indexOf(assignment.shardOf(row));
      if (at >= 0) {
        kept[at].read(file, count);
      } else {
        file.skip(count);
      }
    }
    return kept;
  }
}
