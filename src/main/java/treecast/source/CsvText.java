package treecast.source;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Text conventions of a CSV file.
 *
 * @param separator ASCII character between fields, {@link #BLANKS}, or {@link #AUTO}
 * @param comment character with which a comment line begins, {@link #NONE}, or {@link #AUTO}
 * @param decimal decimal separator of numbers, a point or a comma, or {@link #AUTO}
 * @param skip number of lines before the first record
 * @param encoding canonical name of the encoding; a byte order mark of UTF-16 goes before it
 */
record CsvText(char separator, char comment, char decimal, int skip, String encoding)
    implements Serializable {
  /** Decided by looking at the file. */
  static final char AUTO = 0;

  /** Separator: any number of blanks and tabs. */
  static final char BLANKS = 1;

  /** No comment lines. */
  static final char NONE = 2;

  /** Conventions that are decided by looking at the file. */
  static final CsvText UNKNOWN = new CsvText(AUTO, AUTO, AUTO, 0, StandardCharsets.UTF_8.name());

  private static final Pattern LIKE_NUMBER =
      Pattern.compile("[-+(]?\\p{Sc}?[-+]?\\h?[.,]?\\d[\\d.,'\u2019\\h]*\\)?\\h?[%\u2030\\p{Sc}]?");

  boolean isBlank() {
    return separator == BLANKS;
  }

  Charset charset() {
    return Charset.forName(encoding);
  }

  CsvText with(char separator, char comment, char decimal) {
    return new CsvText(separator, comment, decimal, skip, encoding);
  }

  /** Number in a field, or NaN if there is none. */
  double number(String field) {
    return Numeral.parse(decimal == ',' ? point(field) : field);
  }

  private static String point(String field) {
    // 1.5 in a file with decimal commas would be thousands to some and a half to others.
    return field.indexOf('.') >= 0 || field.endsWith(",") ? "" : field.replace(',', '.');
  }

  /**
   * Whether a field is a number to people, if not to {@link #number}: with separators of thousands,
   * another decimal separator, or a sign of money or percent.
   */
  static boolean isLikeNumber(String field) {
    return LIKE_NUMBER.matcher(field).matches();
  }

  /** What was decided, for people. */
  String describe() {
    return separatorName()
        + " between fields"
        + (decimal == ',' ? ", decimal commas" : "")
        + (comment == NONE ? "" : ", lines that begin with %s are comments".formatted(comment));
  }

  private String separatorName() {
    return switch (separator) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      case '|' -> "bars";
      case BLANKS -> "blanks";
      default -> "'" + separator + "'";
    };
  }
}
