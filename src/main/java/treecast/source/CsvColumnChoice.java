package treecast.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import treecast.data.BadRows;
import treecast.data.DataException;
import treecast.data.Excerpt;
import treecast.data.MissingValues;
import treecast.data.TableColumns;

/**
 * Choice of the features among a CSV file's columns: columns of numbers, and columns of words that
 * recur. Left out are those that the plan leaves out, and by themselves columns without any value
 * and columns that number the rows.
 */
final class CsvColumnChoice {
  /** Most different words of a column that is taken as a feature by itself. */
  static final int MOST_CATEGORIES = 64;

  /** Fewest rows that a column has to number to be called an index without having its name. */
  private static final int NUMBERED_ROWS = 5;

  private final CsvSelection selection;
  private final MissingValues missing;
  private final CsvProfile profile;
  private final boolean named;
  private final BadRows bad;
  private final List<CsvProblem> problems = new ArrayList<>();
  private final CsvNotes notes = new CsvNotes();

  /**
   * Chooser.
   *
   * @param named whether the columns have names
   * @param bad treatment of rows with values that do not fit
   */
  CsvColumnChoice(CsvSelection selection, CsvProfile profile, boolean named, BadRows bad) {
    this.selection = selection;
    this.missing = selection.choice().missing();
    this.profile = profile;
    this.named = named;
    this.bad = bad;
  }

  /** Column as a feature; empty if it is left out. */
  Optional<TableColumns.Column> choose(int index) {
    CsvColumnValues values = profile.columns().get(index);
    TableColumns.Column column = new TableColumns.Column(values.name(), index + 1);
    if (!selection.uses(index)) {
      notes.add("left out by the plan", "left out: " + column.describe());
      return Optional.empty();
    }
    if (!selection.isSaid(index) && isLeftOut(values, column)) {
      return Optional.empty();
    }
    if (!bad.allows(values.missing(), values.rows())
        && missing.method() == MissingValues.Method.REFUSE) {
      problem(
          values.firstMissing(),
          "a %s in %s".formatted(values.isNumeric() ? "finite number" : "word", column.describe()),
          "data.csv.missing says what becomes of missing values");
    }
    if (values.isConstant()) {
      notes.addConstant(column.describe());
    }
    return selection.isCategory(index) || isText(values)
        ? words(values, column, selection.isCategory(index))
        : numbers(values, column);
  }

  private boolean isLeftOut(CsvColumnValues values, TableColumns.Column column) {
    boolean nameless = named && values.isNameless();
    if (values.isEmpty()) {
      return leftOut(column, "without values", "which has no value");
    }
    if (namesRows(values) && !selection.isCategory(column.number() - 1)) {
      String use = "(data.csv.categories = [%d] would use it)".formatted(column.number());
      return leftOut(column, "naming the rows", "without a name, whose words name the rows " + use);
    }
    if (numbersRows(values)) {
      String use = "(data.csv.columns = [\"*\", %s] would use it)".formatted(column.number());
      String who = nameless ? "without a name, " : "";
      return leftOut(column, "numbering the rows", who + "which numbers the rows " + use);
    }
    if (nameless) {
      told(column, "has no name");
    } else if (profile.rows() >= NUMBERED_ROWS && values.identifiesRows()) {
      if (!named || values.countsRows()) {
        told(column, "has another whole number in each row");
      }
    }
    return false;
  }

  private boolean leftOut(TableColumns.Column column, String kind, String why) {
    notes.add(kind, "left out: %s, %s".formatted(column.describe(), why));
    return true;
  }

  private void told(TableColumns.Column column, String what) {
    notes.add(
        what,
        "%s %s, and is used (data.csv.columns = [-%d] would leave it out)"
            .formatted(column.describe(), what, column.number()));
  }

  private boolean numbersRows(CsvColumnValues values) {
    if (!named) {
      return values.isNumbering(NUMBERED_ROWS, 2 * NUMBERED_ROWS);
    }
    boolean identifier = values.isNameless() || isIdentifier(values.name());
    return identifier ? values.identifiesRows() : isNumber(values.name()) && values.countsRows();
  }

  /** Whether it has no name among names, and hardly a word that recurs. */
  private boolean namesRows(CsvColumnValues values) {
    return named && values.isNameless() && isText(values) && !isFew(values.words().size(), values);
  }

  private static boolean isText(CsvColumnValues values) {
    return values.isWords() && !values.isEmpty() && !values.isLikeNumbers();
  }

  private static boolean isIdentifier(String name) {
    return name.matches("(?i)(.*[^a-z])?(id|index|idx)") || name.matches(".*[a-z]I[dD]");
  }

  private static boolean isNumber(String name) {
    return name.matches("(?i)(.*[^a-z])?(no|nr|row|rows|rownames|number)");
  }

  private Optional<TableColumns.Column> numbers(
      CsvColumnValues values, TableColumns.Column column) {
    if (!bad.allows(values.texts(), values.rows())) {
      problem(
          values.firstWord(),
          "a finite number in " + column.describe(),
          (values.isLikeNumbers()
                  ? "data.csv.decimal = comma reads decimal commas; separators of thousands and signs are not read; "
                  : "")
              + "data.csv.columns leaves it out, data.csv.categories takes its words, data.csv.missingWords says which words are missing values, data.badRows leaves out a few rows"
              + (values.firstWord().row() == 0 ? ", data.csv.skip passes over lines" : ""));
    }
    if (values.missing() > 0 && missing.fills()) {
      notes.add(
          "with missing values",
          "missing values: %,d in %s, filled by data.csv.missing = %s"
              .formatted(values.missing(), column.describe(), missing.key()));
    }
    return Optional.of(column);
  }

  private Optional<TableColumns.Column> words(
      CsvColumnValues values, TableColumns.Column column, boolean said) {
    List<String> words = new ArrayList<>(values.words());
    boolean few = said ? words.size() <= CsvColumnValues.MOST_WORDS : isFew(words.size(), values);
    if (!few) {
      String name =
          named && !values.isNameless()
              ? Excerpt.plain(values.name())
              : String.valueOf(column.number());
      problem(
          values.firstWord(),
          "numbers, or words that recur, in %s".formatted(column.describe()),
          "one of %,d words in %,d rows; data.csv.columns = [-%s] leaves it out, data.csv.categories = [%s] takes it"
              .formatted(words.size(), values.present(), name, name));
    } else {
      notes.add("of words", "words: %s has %,d".formatted(column.describe(), words.size()));
    }
    if (values.missing() > 0 && missing.fills()) {
      notes.add(
          "with missing values",
          "missing values: %,d in %s, which is none of its words"
              .formatted(values.missing(), column.describe()));
    }
    return Optional.of(new TableColumns.Column(column.name(), column.number(), words));
  }

  private static boolean isFew(int words, CsvColumnValues values) {
    return words <= MOST_CATEGORIES && 2L * words <= values.present();
  }

  private void problem(CsvProblem problem, String expected, String hint) {
    problems.add(
        new CsvProblem(
            problem.row(),
            problem.where() + ": expected " + expected,
            problem.found() + " (" + hint + ")"));
  }

  /** Tells what of a label column's words may be no classes of their own. */
  void tellLabels(int index) {
    notes.addLabels(profile.columns().get(index), missing.method() == MissingValues.Method.SKIP);
  }

  /**
   * Checks that every column could be taken.
   *
   * @throws DataException that names the first row with a value that does not fit
   */
  void requireNoProblem() {
    problems.stream()
        .min(Comparator.comparingLong(CsvProblem::row))
        .ifPresent(
            problem -> {
              throw new DataException(problem.where() + ", found " + problem.found());
            });
  }

  /** What was decided, in lines for people. */
  List<String> notes() {
    return notes.lines();
  }
}
