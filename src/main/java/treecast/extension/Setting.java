package treecast.extension;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Setting of a provider: its name, type and default value. Values are given as words in a plan or a
 * model file, and parsed.
 *
 * @param <T> the type of the values
 * @param name a letter, then letters and digits
 * @param type the class of the values
 * @param expected description of valid values for messages, such as "a number from 0 to 1"
 * @param list whether a value is a list, or else one word
 * @param reader parses the words of a value
 * @param fallback default value as in a plan; empty if the setting is optional
 */
public record Setting<T>(
    String name,
    Class<T> type,
    String expected,
    boolean list,
    Function<List<String>, T> reader,
    Optional<String> fallback) {
  private static final double BELOW_ONE = Math.nextDown(1.0);

  /** Setting that is a finite number. */
  public static Setting<Double> number(String name, double fallback) {
    return number(name, "a number", -Double.MAX_VALUE, Double.MAX_VALUE, fallback);
  }

  /** Setting that is a number from 0 to below 1. */
  public static Setting<Double> fraction(String name, double fallback) {
    return number(name, "a number from 0 to below 1", 0, BELOW_ONE, fallback);
  }

  /** Setting that is a number above 0. */
  public static Setting<Double> positive(String name, double fallback) {
    return number(name, "a number above 0", Double.MIN_VALUE, Double.MAX_VALUE, fallback);
  }

  /** Setting that is a number from {@code min} to {@code max}, described by {@code expected}. */
  public static Setting<Double> number(
      String name, String expected, double min, double max, double fallback) {
    return one(
        name,
        Double.class,
        expected,
        word -> {
          double value = Double.parseDouble(word);
          return require(value, value >= min && value <= max);
        },
        Optional.of(String.valueOf(fallback)));
  }

  /** Setting that is a whole number from {@code min} to {@code max}. */
  public static Setting<Integer> integer(String name, int min, int max, int fallback) {
    String range = max == Integer.MAX_VALUE ? min + " or more" : "from " + min + " to " + max;
    return one(
        name,
        Integer.class,
        "a whole number, " + range,
        word -> {
          int value = new BigDecimal(word).intValueExact();
          return require(value, value >= min && value <= max);
        },
        Optional.of(String.valueOf(fallback)));
  }

  /** Setting that is true or false. */
  public static Setting<Boolean> truth(String name, boolean fallback) {
    return one(
        name,
        Boolean.class,
        "true or false",
        word -> require(word.equals("true"), word.equals("true") || word.equals("false")),
        Optional.of(String.valueOf(fallback)));
  }

  /** Setting that is any word. */
  public static Setting<String> word(String name, String fallback) {
    return one(name, String.class, "a word", word -> word, Optional.of(fallback));
  }

  /** Setting that is one of several words. */
  public static Setting<String> choice(String name, List<String> choices, String fallback) {
    String expected = "one of " + String.join(", ", choices);
    return one(
        name,
        String.class,
        expected,
        word -> require(word, choices.contains(word)),
        Optional.of(String.valueOf(fallback)));
  }

  /**
   * Setting of any type.
   *
   * @param reader parses a word; throws an {@link IllegalArgumentException} if it is invalid
   * @param fallback default value, as the word that a plan would give
   */
  public static <T> Setting<T> of(
      String name, Class<T> type, String expected, Function<String, T> reader, String fallback) {
    return one(name, type, expected, reader, Optional.of(fallback));
  }

  /**
   * Optional setting of any type.
   *
   * @param reader parses a word; throws an {@link IllegalArgumentException} if it is invalid
   */
  public static <T> Setting<T> optional(
      String name, Class<T> type, String expected, Function<String, T> reader) {
    return one(name, type, expected, reader, Optional.empty());
  }

  /**
   * Optional setting that is a list of at least one value.
   *
   * @param reader parses the word of an element; throws an {@link IllegalArgumentException} if it
   *     is invalid
   */
  @SuppressWarnings("unchecked")
  public static <E> Setting<List<E>> optionalList(
      String name, String expected, Function<String, E> reader) {
    return new Setting<>(
        name,
        (Class<List<E>>) (Class<?>) List.class,
        expected,
        true,
        words -> words.stream().map(reader).toList(),
        Optional.empty());
  }

  private static <T> Setting<T> one(
      String name,
      Class<T> type,
      String expected,
      Function<String, T> reader,
      Optional<String> fallback) {
    return new Setting<>(
        name, type, expected, false, words -> reader.apply(words.get(0)), fallback);
  }

  private static <T> T require(T value, boolean good) {
    if (!good) {
      throw new IllegalArgumentException("not in its range");
    }
    return value;
  }

  /**
   * Parses a value.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  public T read(List<String> words) {
    try {
      return reader.apply(words);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s: expected %s, found %s".formatted(name, expected, String.join(", ", words)), e);
    }
  }
}
