package treecast.source;

import java.util.List;
import java.util.Locale;
import treecast.data.DataException;
import treecast.data.Excerpt;

/**
 * Detection of a CSV file's text conventions by its beginning. The separator is one that gives most
 * records the same number of fields; among several it is the one that makes most fields numbers and
 * leaves the fewest other separators inside of fields.
 */
final class CsvTextDetection {
  private static final char[] SEPARATORS = {',', '\t', ';', '|', CsvText.BLANKS};

  /** Share of the records that must have as many fields as most have. */
  private static final double REGULAR = 0.9;

  /** What a field counts that is a number to people only, such as 1.234,50. */
  private static final double LIKE_NUMBER = 0.5;

  private CsvTextDetection() {}

  /**
   * Conventions of a file, in which nothing is {@link CsvText#AUTO} any more.
   *
   * @param csv format with the conventions of the plan
   * @throws DataException if the file is no text
   */
  static CsvText decide(CsvSample sample, Csv csv) {
    CsvText wanted = csv.text();
    if (csv.rules() == Csv.FIRST_RULES) {
      return new CsvText(
          or(wanted.separator(), isTabbed(sample) ? '\t' : ','),
          or(wanted.comment(), CsvText.NONE),
          or(wanted.decimal(), '.'),
          wanted.skip(),
          wanted.encoding());
    }
    for (byte b : sample.bytes()) {
      if (b == 0) {
        throw new DataException(
            sample.path()
                + ": expected text in UTF-8 (data.csv.encoding), found zero bytes, as UTF-16 has");
      }
    }
    char comment = or(wanted.comment(), sample.bytes()[0] == '#' ? '#' : CsvText.NONE);
    return best(sample, wanted.with(wanted.separator(), comment, wanted.decimal()));
  }

  private static char or(char wanted, char found) {
    return wanted == CsvText.AUTO ? found : wanted;
  }

  private static boolean isTabbed(CsvSample sample) {
    String name = sample.path().path().getName().toLowerCase(Locale.ROOT);
    return DataListing.withoutCompression(name).endsWith(".tsv");
  }

  /**
   * The separator and the decimal separator with the highest score. Blanks are also found in words,
   * so only commas, which may be decimal, have to stand back for them.
   */
  private static CsvText best(CsvSample sample, CsvText wanted) {
    char usual = isTabbed(sample) ? '\t' : ',';
    Scored best =
        new Scored(
            0,
            wanted.with(
                or(wanted.separator(), usual), wanted.comment(), or(wanted.decimal(), '.')));
    char[] separators =
        wanted.separator() != CsvText.AUTO || usual == '\t'
            ? new char[] {best.text().separator()}
            : SEPARATORS;
    for (char separator : separators) {
      if (separator != CsvText.BLANKS || best.text().separator() == ',' || separators.length == 1) {
        for (char decimal : new char[] {'.', ','}) {
          CsvText text = wanted.with(separator, wanted.comment(), decimal);
          if (or(wanted.decimal(), decimal) == decimal && separator != decimal) {
            double score = score(sample.records(text, false), text);
            best = score > best.score() ? new Scored(score, text) : best;
          }
        }
      }
    }
    if (separators.length > 1 && best.text().separator() == ',') {
      requireCommas(sample, best.text());
    }
    if (wanted.decimal() == CsvText.AUTO && best.text().decimal() == ',') {
      requireDecimals(sample, best.text());
    }
    return best.text();
  }

  private record Scored(double score, CsvText text) {}

  /** Checks that the commas are not those of thousands in a table whose separators are blanks. */
  private static void requireCommas(CsvSample sample, CsvText text) {
    CsvText blanks = text.with(CsvText.BLANKS, text.comment(), '.');
    List<List<String>> records = sample.records(blanks, false);
    long thousands =
        records.stream()
            .filter(
                record ->
                    record.stream()
                        .anyMatch(
                            field ->
                                CsvText.isLikeNumber(field) && field.matches(".*\\d,\\d{3}.*")))
            .count();
    if (thousands >= REGULAR * records.size() && score(records, blanks) > 0) {
      throw new DataException(
          "%s: expected a separator that is clear, found commas inside of numbers between blanks (data.csv.separator)"
              .formatted(sample.path()));
    }
  }

  /** Checks that not all commas in numbers may be those of thousands. */
  private static void requireDecimals(CsvSample sample, CsvText text) {
    List<String> numbers =
        sample.records(text, false).stream()
            .flatMap(List::stream)
            .filter(field -> field.contains(",") && !Double.isNaN(text.number(field)))
            .toList();
    if (numbers.stream().allMatch(number -> number.matches("[-+]?[1-9]\\d{0,2},\\d{3}"))) {
      throw new DataException(
          "%s: expected numbers whose commas are clearly decimal, found %s and others like it (data.csv.decimal = comma or point says which)"
              .formatted(sample.path(), Excerpt.of(numbers.get(0))));
    }
  }

  /** 0 if the records are irregular or have one field, else from 1 to 3. */
  private static double score(List<List<String>> records, CsvText text) {
    int fields = records.isEmpty() ? 0 : records.get(records.size() - 1).size();
    long same = records.stream().filter(record -> record.size() == fields).count();
    if (fields < 2 || same < REGULAR * records.size()) {
      return 0;
    }
    double sum = 0;
    int all = 0;
    for (List<String> record : records) {
      for (String field : record) {
        sum += score(field, text);
      }
      all += record.size();
    }
    return 2 + sum / all;
  }

  private static double score(String field, CsvText text) {
    if (!Double.isNaN(text.number(field))) {
      return 1;
    }
    if (CsvText.isLikeNumber(field)) {
      return LIKE_NUMBER;
    }
    return field.chars().anyMatch(c -> c != text.separator() && ",\t;|".indexOf(c) >= 0) ? -1 : 0;
  }
}
