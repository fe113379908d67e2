package treecast.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
  private static final int MOST_CATEGORIES = 64;

  /** Fewest rows that a column without a name has to number to be left out. */
  private static final int NUMBERED_ROWS = 10;

  private final CsvColumns choice;
  private final CsvProfile profile;
  private final boolean named;
  private final List<CsvProfile.Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Chooser.
   *
   * @param named whether the columns have names
   */
  CsvColumnChoice(CsvColumns choice, CsvProfile profile, boolean named) {
    this.choice = choice;
    this.profile = profile;
    this.named = named;
  }

  /** Column as a feature; empty if it is left out. */
  Optional<TableColumns.Column> choose(int index) {
    CsvProfile.Column values = profile.columns().get(index);
    TableColumns.Column column = new TableColumns.Column(values.name(), index + 1);
    boolean said = choice.isSaid(values.name(), index + 1);
    if (!choice.uses(values.name(), index + 1)) {
      notes.add("left out: " + column.describe());
      return Optional.empty();
    }
    if (!said && isLeftOut(values, column)) {
      return Optional.empty();
    }
    if (values.hasMissing() && choice.missing().method() == MissingValues.Method.REFUSE) {
      problem(
          values.firstMissing(),
          "a %s in %s".formatted(values.isNumeric() ? "finite number" : "word", column.describe()),
          "data.csv.missing says what becomes of missing values");
    }
    return choice.isCategory(values.name(), index + 1) || (values.isWords() && !values.isEmpty())
        ? words(values, column)
        : numbers(values, column);
  }

  private boolean isLeftOut(CsvProfile.Column values, TableColumns.Column column) {
    if (values.isEmpty()) {
      notes.add("left out: %s, which has no value".formatted(column.describe()));
      return true;
    }
    boolean numbering =
        named
            ? (values.isNameless() && values.identifiesRows())
                || (isIdentifier(values.name()) && values.countsRows())
            : profile.rows() >= NUMBERED_ROWS && values.countsRows();
    if (numbering) {
      notes.add(
          "left out: %s, %swhich numbers the rows (data.csv.columns = [\"*\", %s] would use it)"
              .formatted(
                  column.describe(),
                  named && values.isNameless() ? "without a name, " : "",
                  column.number()));
    } else if (named && values.isNameless()) {
      notes.add(
          "%s has no name, and is used (data.csv.columns = [-%d] would leave it out)"
              .formatted(column.describe(), column.number()));
    }
    return numbering;
  }

  private static boolean isIdentifier(String name) {
    return name.matches("(?i)(.*[^a-z])?(id|index|idx|no|nr|row|number)|[A-Za-z]+I[dD]");
  }

  private Optional<TableColumns.Column> numbers(
      CsvProfile.Column values, TableColumns.Column column) {
    if (!values.isNumeric()) {
      problem(
          values.firstWord(),
          "a finite number in " + column.describe(),
          "data.csv.columns leaves it out, data.csv.categories takes its words, data.csv.missingWords says which words are missing values");
    }
    if (values.hasMissing() && choice.missing().fills()) {
      notes.add(
          "missing values: %,d in %s, filled by data.csv.missing = %s"
              .formatted(values.missing(), column.describe(), choice.missing().key()));
    }
    return Optional.of(column);
  }

  private Optional<TableColumns.Column> words(
      CsvProfile.Column values, TableColumns.Column column) {
    boolean said = choice.isCategory(values.name(), column.number());
    List<String> words = new ArrayList<>(values.words());
    boolean few = said ? words.size() <= CsvProfile.MOST_WORDS : isFew(words.size(), values);
    if (!few) {
      String name = named ? Excerpt.plain(values.name()) : String.valueOf(column.number());
      problem(
          values.firstWord(),
          "numbers, or words that recur, in %s".formatted(column.describe()),
          "one of %,d words in %,d rows; data.csv.columns = [-%s] leaves it out, data.csv.categories = [%s] takes it"
              .formatted(words.size(), values.present(), name, name));
    } else {
      notes.add("words: %s has %,d".formatted(column.describe(), words.size()));
    }
    if (values.hasMissing() && choice.missing().fills()) {
      notes.add(
          "missing values: %,d in %s, which is none of its words"
              .formatted(values.missing(), column.describe()));
    }
    return Optional.of(new TableColumns.Column(column.name(), column.number(), words));
  }

  private static boolean isFew(int words, CsvProfile.Column values) {
    return words <= MOST_CATEGORIES && 2L * words <= values.present();
  }

  private void problem(CsvProfile.Problem problem, String expected, String hint) {
    String message = problem.message().replace("%s", "expected " + expected);
    problems.add(new CsvProfile.Problem(problem.row(), message + " (" + hint + ")"));
  }

  /**
   * Checks that every column could be taken.
   *
   * @throws DataException that names the first row with a value that does not fit
   */
  void requireNoProblem() {
    problems.stream()
        .min(Comparator.comparingLong(CsvProfile.Problem::row))
        .ifPresent(
            problem -> {
              throw new DataException(problem.message());
            });
  }

  /** What was decided, in lines for people. */
  List<String> notes() {
    return notes;
  }
}
