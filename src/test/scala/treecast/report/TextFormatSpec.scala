package treecast.report

import org.scalatest.funsuite.AnyFunSuite

import java.time.{Duration, Instant}
import java.util.Locale

class TextFormatSpec extends AnyFunSuite {
  test("numbers and times are written alike in every country") {
    val before = Locale.getDefault
    try
      for (locale <- Seq(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("ar-EG"))) {
        Locale.setDefault(locale)
        assert(TextFormat.number(1234567) == "1,234,567" && TextFormat.number(-1) == "-1")
        assert(TextFormat.share(2.0 / 3) == "0.6667" && TextFormat.share(0.0 / 0) == "–")
        assert(TextFormat.percent(0.98765) == "98.77\u00a0%")
        assert(TextFormat.time(Instant.ofEpochSecond(1700000000L, 999)) == "2023-11-14 22:13:20 UTC")
      }
    finally Locale.setDefault(before)
  }

  test("lengths of time are in the units that people would say them in") {
    for (
      (millis, said) <- Seq(
        0L -> "0.0 s",
        1234L -> "1.2 s",
        59400L -> "59.4 s",
        59700L -> "1 min 0 s",
        61000L -> "1 min 1 s",
        3599400L -> "59 min 59 s",
        3599600L -> "1 h 0 min",
        90061000L -> "25 h 1 min"
      )
    ) assert(TextFormat.duration(Duration.ofMillis(millis)) == said)
  }
}
