package treecast.extension

import org.scalatest.funsuite.AnyFunSuite

import java.util.{List => JavaList, Optional}
import scala.jdk.CollectionConverters._

/** Settings of providers: words become values, and values words. */
class SettingSpec extends AnyFunSuite {
  private def read[T](setting: Setting[T], words: String*): T = setting.read(words.asJava)

  private def refuses(setting: Setting[_], words: String*): Unit =
    for (word <- words) {
      val message = intercept[IllegalArgumentException](setting.read(JavaList.of(word))).getMessage
      assert(message == s"${setting.name}: expected ${setting.expected}, found $word")
    }

  test("numbers within their bounds, which belong to them") {
    val share = Setting.number("share", "a number from 0 to 1", 0, 1, 0.5)
    assert(read(share, "0") == 0 && read(share, "1") == 1 && read(share, "2.5e-1") == 0.25)
    refuses(share, "-0.001", "1.001", "NaN", "x", "")
    refuses(Setting.fraction("beta", 0.9), "1", "-1e-300")
    refuses(Setting.positive("rate", 1), "0", "Infinity")
    refuses(Setting.number("any", 1), "Infinity", "-Infinity", "NaN")
  }

  test("whole numbers are exact") {
    val size = Setting.integer("size", 2, 10, 5)
    assert(read(size, "2") == 2 && read(size, "1e1") == 10)
    refuses(size, "1", "11", "2.5", "4294967298", "two")
    assert(Setting.integer("size", 1, Int.MaxValue, 1).expected == "a whole number, 1 or more")
  }

  test("truth, words and choices") {
    assert(read(Setting.truth("on", false), "true") && !read(Setting.truth("on", true), "false"))
    refuses(Setting.truth("on", true), "yes", "TRUE")
    refuses(Setting.choice("way", JavaList.of("up", "down"), "up"), "left")
  }

  /** A provider with a setting of each type. */
  private object Every extends Provider {
    val rate: Setting[java.lang.Double] = Setting.number("rate", 0.1)
    val count: Setting[java.lang.Integer] = Setting.integer("count", 0, 9, 3)
    val on: Setting[java.lang.Boolean] = Setting.truth("on", true)
    val word: Setting[String] = Setting.word("word", "a")
    val maybe: Setting[String] = Setting.optional("maybe", classOf[String], "a word", (s: String) => s)
    val many: Setting[JavaList[String]] = Setting.optionalList("many", "words", (s: String) => s)
    override def name = "every"
    val percent: Setting[java.lang.Double] =
      Setting.of("percent", classOf[java.lang.Double], "per cent", (s: String) => s.toDouble / 100, "25")
    override def settings: JavaList[Setting[_]] = JavaList.of(rate, count, on, word, maybe, many, percent)
  }

  test("values come back from their texts, those of lists too; what is missing stays missing") {
    val words = Map("rate" -> Seq("1e-320"), "on" -> Seq("false"), "many" -> Seq("x", "y"))
    val values = SettingValues.read(
      Every,
      s => words.get(s.name).fold(Optional.empty[JavaList[String]])(w => Optional.of(w.asJava))
    )
    val back = SettingValues.ofTexts(Every, values.texts)
    for (each <- Seq(values, back)) {
      assert(each.get(Every.rate) == 1e-320 && each.get(Every.count) == 3 && !each.get(Every.on))
      assert(each.get(Every.word) == "a" && each.get(Every.many) == JavaList.of("x", "y"))
      assert(each.find(Every.maybe).isEmpty)
      assert(intercept[IllegalArgumentException](each.get(Every.maybe)).getMessage.contains("found nothing"))
    }
    assert(back.texts == values.texts)
    // A reader may convert: what is kept is what was read, and a default is a word as well.
    val five = SettingValues.ofTexts(Every, Map("percent" -> "5").asJava)
    assert(five.get(Every.percent) == 0.05 && SettingValues.ofTexts(Every, five.texts).get(Every.percent) == 0.05)
    assert(values.get(Every.percent) == 0.25 && back.get(Every.percent) == 0.25)
  }

  test("a setting that was not declared, or with another type, is refused by name") {
    val values = SettingValues.defaults(Every)
    assert(intercept[IllegalStateException](values.get(Setting.word("other", ""))).getMessage.startsWith("other:"))
    val typed = intercept[IllegalStateException](values.get(Setting.word("count", ""))).getMessage
    assert(typed == "count: declared as Integer, asked for as String")
    val text = intercept[IllegalArgumentException](SettingValues.ofTexts(Every, Map("no" -> "1").asJava))
    assert(text.getMessage.startsWith("no: expected a setting of every (rate, count"))
  }
}
