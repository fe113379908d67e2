package treecast.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import treecast.data.ClassChoice;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.TaskRunner;

/**
 * Task that counts the rows of a range of a file, with their labels and places.
 *
 * @param labelled whether labels are read
 * @param parsed whether features are parsed too, as nothing else will check them
 * @param markBytes smallest number of bytes from one mark to the next
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
record RangeScan(
    TableFormat format, List<DataFile> files, boolean labelled, boolean parsed, long markBytes)
    implements TaskRunner.Task<FileRange, RangeRows> {

  @Override
  public RangeRows apply(FileRange range) {
    Scan scan = new Scan(range);
    try (RowReader reader = format.open(files.get(range.file()))) {
      scan.begin(reader);
      return scan.rows(!scan.read(reader));
    } catch (DataException e) {
      if (range.isExact()) {
        throw e;
      }
      return scan.rows(true);
    }
  }

  /** Rows that are counted. */
  private final class Scan {
    private final FileRange range;
    private final Map<String, Integer> indices = new LinkedHashMap<>();
    private final List<RangeRows.Label> labels = new ArrayList<>();
    private TextPlace origin = TextPlace.BEGINNING;
    private TextPlace behind = TextPlace.BEGINNING;
    private long first;
    private char[] classes = new char[16];
    private int rows;
    private int width;
    private long leftOut;
    private SkippedRows skipped = SkippedRows.NONE;
    private long[] marks = new long[RowMarks.SIZE];
    private int marked;
    private String last = "";
    private int lastIndex = -1;

    Scan(FileRange range) {
      this.range = range;
    }

    void begin(RowReader reader) {
      switch (range.start()) {
        case BEGINNING -> {}
        case KNOWN -> {
          if (reader instanceof SeekingReader seeking && range.from() > 0) {
            origin = range.place();
            seeking.seek(origin);
          }
        }
        default -> {
          SeekingReader seeking = (SeekingReader) reader;
          seeking.seek(new TextPlace(range.from(), 0, 1));
          boolean quoted = range.start() == FileRange.Start.QUOTED;
          origin = nextRecord(seeking.text(), quoted);
          seeking.seek(origin);
        }
      }
      first = reader instanceof SeekingReader seeking ? seeking.offset() : 0;
    }

    /**
     * Place behind the next line end outside of quotes, with rows and lines counted from there; or
     * one behind the range.
     */
    private TextPlace nextRecord(TextInput text, boolean within) {
      boolean quoted = within;
      int next = text.read();
      while (next != TextInput.END
          && (quoted || next != '\n')
          && text.buffer().offset() <= range.to()) {
        quoted ^= next == '"';
        next = text.read();
      }
      return new TextPlace(text.buffer().offset(), 0, 1);
    }

    /** Reads the rows; false if there are too many labels. */
    boolean read(RowReader reader) {
      boolean few = true;
      while (few && isWithin(reader)) {
        mark(reader);
        if (!reader.next()) {
          break;
        }
        few = add(reader);
      }
      leftOut = reader.leftOut();
      if (reader instanceof SeekingReader seeking) {
        behind = seeking.place();
        skipped = seeking.skipped();
      }
      return few;
    }

    private boolean isWithin(RowReader reader) {
      return !(reader instanceof SeekingReader seeking) || seeking.offset() <= range.to();
    }

    private void mark(RowReader reader) {
      int at = RowMarks.SIZE * marked;
      if (!(reader instanceof SeekingReader seeking)) {
        return;
      }
      if (marked == 0
          || (rows - marks[at - RowMarks.SIZE] >= RowMarks.ROWS
              && seeking.offset() - marks[at - RowMarks.SIZE + 1] >= markBytes)) {
        TextPlace place = seeking.place();
        marks = marks.length > at ? marks : Arrays.copyOf(marks, 2 * marks.length);
        marks[at] = rows;
        marks[at + 1] = place.offset();
        marks[at + 2] = place.row() - origin.row();
        marks[at + 3] = place.line() - origin.line();
        marked++;
      }
    }

    /** Counts a row; false if there are too many labels. */
    private boolean add(RowReader reader) {
      if (labelled) {
        if (!reader.isLabelled()) {
          throw reader.bad("rows with labels", "none (scripts/treecast predict answers such rows)");
        }
        int index = index(reader);
        if (index < 0) {
          return false;
        }
        if (rows == classes.length) {
          classes = Arrays.copyOf(classes, 2 * rows);
        }
        classes[rows] = (char) index;
      }
      if (parsed) {
        width = Math.max(width, reader.width());
      }
      rows++;
      return true;
    }

    private int index(RowReader reader) {
      String label = reader.label();
      if (lastIndex >= 0 && label.equals(last)) {
        return lastIndex;
      }
      Integer known = indices.get(label);
      if (known == null) {
        TextPlace place = reader.text().row();
        labels.add(
            new RangeRows.Label(label, place.row() - origin.row(), place.line() - origin.line()));
        known = indices.size();
        indices.put(label, known);
      }
      last = label;
      lastIndex = known;
      return indices.size() > ClassChoice.MAX ? -1 : known;
    }

    RangeRows rows(boolean failed) {
      TextPlace relative =
          new TextPlace(
              behind.offset(), behind.row() - origin.row(), behind.line() - origin.line());
      return new RangeRows(
          first,
          relative,
          rows,
          width,
          leftOut,
          skipped.moved(-origin.row(), -origin.line()),
          Arrays.copyOf(marks, RowMarks.SIZE * marked),
          labels,
          Arrays.copyOf(classes, labelled ? rows : 0),
          failed);
    }
  }
}
