package treecast.source;

import java.util.List;
import java.util.Locale;
import treecast.data.DataException;

/**
 * Detection of a CSV file's text conventions by its beginning: the separator is the one that gives
 * most records the same number of fields, and among several the one that makes most fields numbers.
 */
final class CsvTextDetection {
  private static final char[] SEPARATORS = {',', '\t', ';', '|'};

  /** Share of the records that must have as many fields as most have. */
  private static final double REGULAR = 0.9;

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
      char usual = isTabbed(sample) ? '\t' : ',';
      char separator = wanted.separator() == CsvText.AUTO ? usual : wanted.separator();
      return wanted.with(separator, CsvText.NONE, '.');
    }
    for (byte b : sample.bytes()) {
      if (b == 0) {
        throw new DataException(
            sample.path()
                + ": expected text in UTF-8 (data.csv.encoding), found zero bytes, as UTF-16 has");
      }
    }
    char comment =
        wanted.comment() != CsvText.AUTO
            ? wanted.comment()
            : sample.bytes()[0] == '#' ? '#' : CsvText.NONE;
    CsvText text = wanted.with(wanted.separator(), comment, wanted.decimal());
    if (wanted.separator() == CsvText.AUTO) {
      text = text.with(separator(sample, text), comment, wanted.decimal());
    }
    return wanted.decimal() != CsvText.AUTO
        ? text
        : text.with(text.separator(), comment, decimal(sample, text));
  }

  private static char separator(CsvSample sample, CsvText text) {
    if (isTabbed(sample)) {
      return '\t';
    }
    char best = ',';
    double most = 0;
    for (char separator : SEPARATORS) {
      double score = score(sample, text.with(separator, text.comment(), '.'));
      if (separator != ',' && text.decimal() != '.') {
        score = Math.max(score, score(sample, text.with(separator, text.comment(), ',')));
      }
      if (score > most) {
        most = score;
        best = separator;
      }
    }
    boolean blanks = most == 0 && score(sample, text.with(CsvText.BLANKS, text.comment(), '.')) > 0;
    return blanks ? CsvText.BLANKS : best;
  }

  private static boolean isTabbed(CsvSample sample) {
    String name = sample.path().path().getName().toLowerCase(Locale.ROOT);
    return DataListing.withoutCompression(name).endsWith(".tsv");
  }

  /** 0 if the records are irregular or have one field, else 1 and the share of numbers. */
  private static double score(CsvSample sample, CsvText text) {
    List<List<String>> records = sample.records(text, false);
    if (records.isEmpty()) {
      return 0;
    }
    int fields = records.get(records.size() - 1).size();
    long same = records.stream().filter(record -> record.size() == fields).count();
    if (fields < 2 || same < REGULAR * records.size()) {
      return 0;
    }
    return 1 + numbers(records, text);
  }

  private static double numbers(List<List<String>> records, CsvText text) {
    long numbers = 0;
    long all = 0;
    for (List<String> record : records) {
      numbers += record.stream().filter(f -> !Double.isNaN(text.number(f))).count();
      all += record.size();
    }
    return (double) numbers / all;
  }

  /** A comma if it makes more fields numbers than a point does. */
  private static char decimal(CsvSample sample, CsvText text) {
    if (text.separator() == ',') {
      return '.';
    }
    List<List<String>> records = sample.records(text, false);
    double points = numbers(records, text.with(text.separator(), text.comment(), '.'));
    double commas = numbers(records, text.with(text.separator(), text.comment(), ','));
    return commas > points ? ',' : '.';
  }
}
