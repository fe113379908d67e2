package treecast.source

import org.scalatest.funsuite.AnyFunSuite

import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_16BE, UTF_16LE}

/** How a table is written: separators, decimals, quotes, comments, encodings. */
class TableTextSpec extends AnyFunSuite with TableKinds {
  private val header = names :+ "label"
  private def commas(rows: Seq[Seq[String]]) = rows.map(_.map(_.replace('.', ',')))

  for ((name, separator) <- Seq("semicolons" -> ";", "tabs" -> "\t", "bars" -> "|", "blanks" -> "  ", "commas" -> ","))
    test(s"$name between fields are recognised, with and without a header") {
      for (rows <- Seq(flowers, header +: flowers))
        understand("table.csv" -> text(rows, separator))(whole) { data =>
          assert(isFlowers(data) && notes(data).contains(s"$name between fields"))
        }
    }

  test("decimal commas are recognised behind every separator but a comma, and told") {
    for (separator <- Seq(";", "\t", "|", " "))
      understand("table.csv" -> text(header +: commas(flowers), separator))(whole) { data =>
        assert(isFlowers(data) && notes(data).contains("decimal commas"))
      }
    understand("table.csv" -> text(flowers.map(r => Seq(r(0).replace('.', ','), r.last)), ";"))(whole) { data =>
      assert(inputs(data) == flowers.map(r => Seq(r.head.toDouble)))
    }
  }

  test("quoted decimal commas between commas are refused, and read by a setting") {
    val quoted = text(header +: commas(flowers).map(_.map(field => s"\"$field\"")))
    refusal("table.csv" -> quoted)(whole)("expected a finite number in column 1 (length)", "data.csv.decimal")
    understand("table.csv" -> quoted)(whole, "data.csv.decimal = comma")(data => assert(isFlowers(data)))
  }

  test("thousands, percent signs and money are refused, and never words or other numbers") {
    for (written <- Seq("1.234,5", "12 %", "$ 7", "1'000", "(5)", "\u20ac3", "1,234,567"))
      for (separator <- Seq(";", "\t")) {
        val rows = flowers.map(row => Seq(row(0), written, row(2), row(3)))
        refusal("table.csv" -> text(header +: rows, separator))(whole)("finite number in column 2 (width)", written)
      }
    val thousands = flowers.map(row => Seq(row(0), "\"1,234\"", row(2), row(3)))
    refusal("table.csv" -> text(thousands))(whole)("column 2", "'1,234'", "data.csv.decimal", "data.csv.categories")
  }

  test("commas that may be decimal or those of thousands are refused, and read by a setting") {
    val rows = flowers.indices.map(i => flowers(i).updated(1, s"${1 + i % 7},${100 + i}"))
    refusal("table.csv" -> text(rows.map(_.tail), ";"))(whole)("'1,100'", "data.csv.decimal = comma or point")
    understand("table.csv" -> text(rows.map(_.tail), ";"))(whole, "data.csv.decimal = comma") { data =>
      assert(inputs(data).head.head == 1.1)
    }
    refusal("table.csv" -> text(rows.map(_.tail), ";"))(whole, "data.csv.decimal = point")("finite number", "'1,100'")
  }

  test("blanks inside of words do not separate") {
    for (separator <- Seq("\t", ";", "|", ",")) {
      val rows = labelled(row => s"no ${number(row)}")
      understand("table.csv" -> text(rows, separator))(whole)(d =>
        assert(isFlowers(d, rows) && classes(d).head == "no 0")
      )
    }
  }

  test("points and commas as decimals in one file are refused") {
    val mixed = commas(flowers).updated(30, flowers(30).updated(0, "5.5"))
    refusal("table.csv" -> text(mixed, ";"))(whole)("column 1", "'5.5'")
  }

  test("quotes around all fields, blanks around quotes and fields, doubled quotes") {
    for (write <- Seq[String => String](f => s"\"$f\"", f => s"  \"$f\" ", f => s" $f\t"))
      understand("table.csv" -> text((header +: flowers).map(_.map(write))))(whole)(data => assert(isFlowers(data)))
    val rows = labelled(row => "\"the \"\"" + row.last + "\"\"\"")
    understand("table.csv" -> text(rows))(whole)(data => assert(classes(data).head == "the \"setosa\""))
  }

  test("comment lines: # by itself, others by a setting, and a refusal that names it") {
    val plain = text(header +: flowers)
    for (
      (comment, settings) <- Seq(
        "#" -> Nil,
        "%" -> Seq("data.csv.comment = \"%\""),
        ";" -> Seq("data.csv.comment = \";\"")
      )
    )
      understand("table.csv" -> s"$comment made on Monday, with care\n$comment\n$plain")(settings :+ whole: _*) {
        data =>
          assert(isFlowers(data) && notes(data).contains(s"lines that begin with $comment are comments"))
      }
    refusal("table.csv" -> s"% made on Monday\n$plain")(whole)("data.csv.comment")
    refusal("table.csv" -> (plain + "# the end\n"))(whole)("data.csv.comment")
  }

  test("lines before the table are passed over by a setting, and a refusal names it") {
    val plain = text(header +: flowers)
    for ((lines, count) <- Seq("60,3,setosa,versicolor\n" -> 1, "A table of flowers\n\n" -> 2, "a;b;c\n" -> 1)) {
      refusal("table.csv" -> (lines + plain))(whole)("data.csv.skip")
      understand("table.csv" -> (lines + plain))(whole, s"data.csv.skip = $count")(data => assert(isFlowers(data)))
    }
  }

  test("UTF-16 with a byte order mark, and with a setting without one; a refusal names it") {
    val rows = header +: labelled(row => s"\u00e4${row.last}")
    for (charset <- Seq(UTF_16LE, UTF_16BE)) {
      understand("table.csv" -> ("\ufeff" + text(rows, "\t")).getBytes(charset))(whole) { data =>
        assert(isFlowers(data) && classes(data).head == "\u00e4setosa" && notes(data).contains("UTF-16"))
      }
      val bare = text(rows, "\t").getBytes(charset)
      refusal("table.csv" -> bare)(whole)("UTF-16", "data.csv.encoding")
      understand("table.csv" -> bare)(whole, s"data.csv.encoding = ${charset.name}")(data => assert(isFlowers(data)))
    }
  }

  test("Latin-1 by a setting, and a refusal that names it; a byte order mark of UTF-8 goes before a setting") {
    val rows = header +: labelled(row => s"\u00e4${row.last}")
    val latin = text(rows).getBytes(ISO_8859_1)
    refusal("table.csv" -> latin)(whole)("UTF-8", "data.csv.encoding")
    understand("table.csv" -> latin)(whole, "data.csv.encoding = ISO-8859-1") { data =>
      assert(classes(data).head == "\u00e4setosa" && notes(data).contains("ISO-8859-1"))
    }
    understand("table.csv" -> ("\ufeff" + text(rows)))(whole, "data.csv.encoding = ISO-8859-1") { data =>
      assert(featureNames(data) == names && classes(data).head == "\u00e4setosa")
    }
  }

  test("a trailing separator makes a nameless column without values, which is left out") {
    for (rows <- Seq(flowers, header +: flowers))
      understand("table.csv" -> text(rows.map(_ :+ "")))(whole) { data =>
        assert(
          isFlowers(data) && labelColumn(data) == 4 && notes(data).contains("left out: column 5, which has no value")
        )
      }
    refusal("table.csv" -> text(header +: flowers.map(_ :+ "")))(whole)("4 fields", "found 5")
  }

  test("lines of blanks are no rows") {
    understand("table.csv" -> text(header +: flowers).replace("\n", "\n  \t\n"))(whole)(data => assert(isFlowers(data)))
  }
}
