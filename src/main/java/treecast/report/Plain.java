package treecast.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as a report writes them, in every country alike. */
public final class Plain {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

  private Plain() {}

  /** What a format makes of values. */
  public static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A whole number, its digits in groups. */
  public static String number(long value) {
    return of("%,d", value);
  }

  /** A share of one with four decimals, or a dash where there is none. */
  public static String share(double share) {
    return Double.isNaN(share) ? "–" : of("%.4f", share);
  }

  /** A share of one in hundredths; the sign stays with the number. */
  public static String percent(double share) {
    return of("%.2f\u00a0%%", 100 * share);
  }

  /** A time to the second. */
  public static String time(Instant time) {
    return TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  /** A length of time, in the units that people would say it in. */
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
