package treecast.source;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import treecast.data.ClassLabels;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.DataSet;
import treecast.data.Examination;
import treecast.data.LabelCensus;
import treecast.data.Sha256;
import treecast.data.TaskRunner;
import treecast.linalg.Shape;

/**
 * Examination of a table: rows are counted and their labels read, then the values are read once,
 * both by tasks. What is decided by all rows is decided by the training rows, or by the test rows
 * if there are no others.
 */
final class TableExamination {
  private final TableFolder folder;
  private final DataRequest request;
  private final Examination how;
  private final List<String> notes = new ArrayList<>();
  private final TableFiles found;
  private final RowCache cache;
  private TableFiles files;

  TableExamination(TableFolder folder, TableFiles found, Examination how) {
    this.folder = folder;
    this.request = folder.request();
    this.found = found;
    this.files = found;
    this.cache = RowCache.of(request.location().storage());
    // Executors on other machines cannot read this machine's disk.
    this.how = isLocal(found) ? how.with(TaskRunner.onThreads()) : how;
  }

  private static boolean isLocal(TableFiles files) {
    return Stream.concat(files.train().stream(), files.test().stream()).anyMatch(DataFile::isLocal);
  }

  /**
   * Examines the files.
   *
   * @throws DataException if they cannot be used
   */
  DataSet examine() {
    TableFormat ready = wanted().prepared(found.train(), found.test(), request.columns());
    boolean alone = found.train().isEmpty();
    List<DataFile> deciding = alone ? found.test() : found.train();
    TableScan scan = scan(ready, deciding, !isOpen(ready), !alone);
    if (isOpen(ready)) {
      ready = values(scan, Optional::empty).format();
      scan = scan(ready, deciding, true, !alone);
    }
    leaveUnlabelled(ready, true);
    BitSet divided = divided(scan);
    TableScan first = scan;
    BitSet rows = divided;
    TableValues values =
        values(
            scan,
            () -> alone ? Optional.empty() : LeftOutRows.of(how, request.distinct(), first, rows));
    ready = values.format();
    if (leaveUnlabelled(ready, false)) {
      divided = divided(scan);
      BitSet others = divided;
      values = values(scan, () -> LeftOutRows.of(how, request.distinct(), first, others));
    }
    tellFiles(ready);
    TableScan test = alone ? scan : scan(ready, files.test(), true, false);
    TableScan train = alone ? scan(ready, List.of(), true, false) : scan;
    String digest = values.digest() + (alone ? "" : values(test, Optional::empty).digest());
    return dataSet(ready, train, test, divided, values, digest);
  }

  private TableFormat wanted() {
    return request.badRows().isSkipped()
        ? folder.format().skipping(request.badRows())
        : folder.format();
  }

  private DataSet dataSet(
      TableFormat ready,
      TableScan train,
      TableScan test,
      BitSet divided,
      TableValues values,
      String digest) {
    int features = features(ready, train, test);
    if (!request.anySplit()) {
      train.requireClasses();
    }
    ClassLabels classes = decided(train.labels(), test.labels());
    tell(train, test, divided);
    TableRows rows =
        new TableRows(
            folder,
            train.rows().with(ready),
            test.rows().with(ready),
            classes,
            features,
            divided,
            notes,
            new TableRows.Found(values.fitted(), values.digest().isEmpty() ? "" : digest));
    return new DataSet(
        rows,
        train.count() - divided.cardinality(),
        test.count() + divided.cardinality(),
        Shape.flat(features),
        classes);
  }

  private static int features(TableFormat ready, TableScan train, TableScan test) {
    return ready.features() > 0 ? ready.features() : Math.max(train.width(), test.width());
  }

  private static boolean isOpen(TableFormat format) {
    return format instanceof ExaminedFormat examined && examined.isOpen();
  }

  private TableScan scan(TableFormat format, List<DataFile> some, boolean labelled, boolean train) {
    TableScan scan = TableScan.cached(cache, how, format, some, labelled);
    scan.skipped().requireFew(request.badRows(), scan.rows().rows() + scan.leftOut());
    return scan.requireRows(train && !(format instanceof ExaminedFormat));
  }

  private TableValues values(TableScan scan, Supplier<Optional<BitSet>> fitted) {
    if (!(scan.rows().format() instanceof ExaminedFormat format)) {
      return new TableValues(scan.rows().format(), null, "");
    }
    Optional<BitSet> leftOut = fitted.get();
    String rows = leftOut.map(some -> Sha256.of(some.toByteArray())).orElse("none");
    return cache.get(
        scan.rows().files(),
        "values, fitted without %s: %s".formatted(rows, format),
        TableValues.class,
        () -> format.examine(scan.rows(), how.tasks(), leftOut));
  }

  /** Rows of the training files that become test rows. */
  private BitSet divided(TableScan train) {
    boolean divides = !request.anySplit() && files.test().isEmpty();
    return divides ? request.testShare().rowsOf(train.classes()) : new BitSet();
  }

  /**
   * Leaves out test files without labels.
   *
   * @param draft whether the columns are not known yet, so that an error may be none
   * @return whether they are left out
   */
  private boolean leaveUnlabelled(TableFormat format, boolean draft) {
    if (request.anySplit() || files.test().isEmpty() || isLabelled(format, draft)) {
      return false;
    }
    files = new TableFiles(files.train(), List.of());
    return true;
  }

  private void tellFiles(TableFormat ready) {
    notes.addAll(ready.notes());
    notes.addAll(TableFilesNotes.of(found, request.location(), ready));
    if (files.test().size() < found.test().size()) {
      notes.add(
          "%s has no labels: its rows are left out (scripts/treecast predict answers them)"
              .formatted(found.test().get(0)));
    }
  }

  private void tell(TableScan train, TableScan test, BitSet divided) {
    if (train.leftOut() + test.leftOut() > 0) {
      notes.add(
          "rows left out: %,d training and %,d test rows, which lack a value (data.csv.missing)"
              .formatted(train.leftOut(), test.leftOut()));
    }
    SkippedRows skipped = train.skipped().and(test.skipped());
    if (skipped.count() > 0) {
      notes.add(
          "bad rows left out: %,d training and %,d test rows, which cannot be read (data.badRows)"
              .formatted(train.skipped().count(), test.skipped().count()));
      skipped.first().forEach(row -> notes.add("bad row: " + row));
    }
    if (!divided.isEmpty()) {
      notes.add(
          "test rows: %,d of %,d, the share %s of each class (data.testShare)"
              .formatted(divided.cardinality(), train.count(), request.testShare().share()));
    }
  }

  private ClassLabels decided(LabelCensus train, LabelCensus test) {
    return request.anySplit() && train.firstRows().isEmpty()
        ? request.distinct().decide(test, test)
        : request.distinct().decide(train, test);
  }

  private boolean isLabelled(TableFormat format, boolean draft) {
    for (DataFile file : files.test()) {
      try (RowReader reader = format.open(file)) {
        if (reader.next()) {
          return reader.isLabelled();
        }
      } catch (DataException e) {
        if (!draft) {
          throw e;
        }
        return true;
      }
    }
    return true;
  }
}
