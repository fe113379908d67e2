package treecast.source;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import treecast.data.MissingValues;
import treecast.data.ScalingMethod;
import treecast.extension.Setting;
import treecast.extension.SettingValues;

/** Provider of the CSV format: its settings, {@code data.csv}. */
final class CsvProvider implements TableFormatProvider {
  private static final String AUTO = "auto";
  private static final Map<String, Character> NAMED_SEPARATORS =
      Map.of(AUTO, CsvText.AUTO, "tab", '\t', "blanks", CsvText.BLANKS);
  private static final Map<String, Character> COMMENTS =
      Map.of(AUTO, CsvText.AUTO, "none", CsvText.NONE);
  private static final Map<String, Character> DECIMALS =
      Map.of(AUTO, CsvText.AUTO, ".", '.', ",", ',', "point", '.', "comma", ',');

  private static final Setting<Character> SEPARATOR =
      Setting.of(
          "separator",
          Character.class,
          "auto, tab, blanks, or one ASCII character other than a quote or a line end",
          word -> character(word, NAMED_SEPARATORS),
          AUTO);
  private static final Setting<Character> COMMENT =
      Setting.of(
          "comment",
          Character.class,
          "auto, none, or one ASCII character other than a quote or a line end",
          word -> character(word, COMMENTS),
          AUTO);
  private static final Setting<Character> DECIMAL =
      Setting.of("decimal", Character.class, "auto, point or comma", CsvProvider::decimal, AUTO);
  private static final Setting<Integer> SKIP = Setting.integer("skip", 0, 1_000_000, 0);
  private static final Setting<Charset> ENCODING =
      Setting.of(
          "encoding",
          Charset.class,
          "an encoding such as UTF-8 or ISO-8859-1",
          CsvProvider::encoding,
          StandardCharsets.UTF_8.name());
  private static final Setting<String> HEADER =
      Setting.choice("header", List.of(AUTO, "true", "false"), AUTO);
  private static final Setting<String> LABEL = Setting.word("label", Csv.AUTO_LABEL);
  private static final Setting<List<String>> COLUMNS =
      words("columns", "a list of names, numbers or patterns of columns");
  private static final Setting<MissingValues> MISSING =
      Setting.of(
          "missing",
          MissingValues.class,
          "refuse, skip, mean, median or a number",
          MissingValues::of,
          MissingValues.REFUSED.key());
  private static final Setting<List<String>> MISSING_WORDS =
      words("missingWords", "a list of words");
  private static final Setting<List<String>> CATEGORIES =
      words("categories", "a list of names, numbers or patterns of columns");
  private static final Setting<Integer> RULES =
      Setting.integer("rules", Csv.FIRST_RULES, Csv.RULES, Csv.RULES);

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        SEPARATOR,
        HEADER,
        LABEL,
        COLUMNS,
        MISSING,
        MISSING_WORDS,
        CATEGORIES,
        DECIMAL,
        COMMENT,
        SKIP,
        ENCODING,
        RULES);
  }

  @Override
  public ScalingMethod scaling() {
    return ScalingMethod.STANDARD;
  }

  @Override
  public Csv create(SettingValues values, int features) {
    CsvText text =
        new CsvText(
            values.get(SEPARATOR),
            values.get(COMMENT),
            values.get(DECIMAL),
            values.get(SKIP),
            values.get(ENCODING).name());
    CsvColumns columns =
        new CsvColumns(
            values.find(COLUMNS).orElse(List.of()),
            values.get(MISSING),
            CsvColumns.words(values.find(MISSING_WORDS).orElse(CsvColumns.MISSING_WORDS)),
            values.find(CATEGORIES).orElse(List.of()));
    Csv.Header header = Csv.Header.valueOf(values.get(HEADER).toUpperCase(Locale.ROOT));
    return new Csv(text, header, values.get(LABEL), columns, values.get(RULES));
  }

  private static Setting<List<String>> words(String name, String expected) {
    return Setting.optionalList(name, expected, word -> word);
  }

  private static char character(String word, Map<String, Character> names) {
    if (names.containsKey(word)) {
      return names.get(word);
    }
    if (word.length() != 1 || word.charAt(0) > 126 || "\"\r\n\0\1\2".contains(word)) {
      throw new IllegalArgumentException("no such character");
    }
    return word.charAt(0);
  }

  private static char decimal(String word) {
    if (!DECIMALS.containsKey(word)) {
      throw new IllegalArgumentException("no decimal separator");
    }
    return DECIMALS.get(word);
  }

  private static Charset encoding(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException("no such encoding", e);
    }
  }
}
