package treecast.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Text format of numbers and times in reports, independent of the locale. */
public final class TextFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

  private TextFormat() {}

  /** Formats values like {@link String#format}. */
  public static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Whole number with commas between thousands. */
  public static String number(long value) {
    return of("%,d", value);
  }

  /** Fraction with four decimals, or a dash for NaN. */
  public static String share(double share) {
    return Double.isNaN(share) ? "–" : of("%.4f", share);
  }

  /** Percentage of a fraction; the percent sign stays on the line of the number. */
  public static String percent(double share) {
    return of("%.2f\u00a0%%", 100 * share);
  }

  /** Date and time in UTC, to the second. */
  public static String time(Instant time) {
    return TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  /** Duration in seconds, minutes or hours, depending on its length. */
  public static String duration(Duration length) {
    long seconds = Math.round(length.toMillis() / 1e3);
    if (seconds < 60) {
      return of("%.1f s", length.toMillis() / 1e3);
    }
    return seconds < 3600
        ? of("%d min %d s", seconds / 60, seconds % 60)
        : of("%d h %d min", seconds / 3600, seconds % 3600 / 60);
  }
}
