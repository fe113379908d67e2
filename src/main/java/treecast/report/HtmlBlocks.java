package treecast.report;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import treecast.chart.Chart;
import treecast.chart.ChartImage;
import treecast.chart.NoFontException;
import treecast.chart.Size;
import treecast.chart.Theme;
import treecast.report.Block.Example;
import treecast.report.Block.Fact;

/** HTML of the blocks of a report. */
final class HtmlBlocks {
  private static final String DARK = "screen and (prefers-color-scheme: dark)";

  private final Markup page;

  HtmlBlocks(Markup page) {
    this.page = page;
  }

  /** Adds a block to the page. */
  void add(Block block) {
    if (block instanceof Block.Text text) {
      page.leaf("p", text.text());
    } else if (block instanceof Block.Picture picture) {
      picture(picture.chart());
    } else if (block instanceof Block.Facts facts) {
      facts(facts.caption(), facts.facts());
    } else if (block instanceof Block.Table table) {
      new HtmlTables(page).add(table);
    } else if (block instanceof Block.ConfusionMatrix matrix) {
      new HtmlTables(page).add(matrix);
    } else if (block instanceof Block.Claim claim) {
      claim(claim);
    } else if (block instanceof Block.Gallery gallery) {
      gallery(gallery);
    } else {
      throw new IllegalArgumentException("no HTML for this kind of block: " + block.getClass());
    }
  }

  private void picture(Chart chart) {
    page.open("figure");
    try {
      List<byte[]> drawn =
          Stream.of(Theme.LIGHT, Theme.DARK)
              .parallel()
              .map(theme -> ChartImage.png(chart, theme, Size.SCREEN))
              .toList();
      picture(drawn.get(0), drawn.get(1), chart);
    } catch (NoFontException e) {
      // A server without fonts draws no charts; the report has their text alternatives.
      page.leaf("h3", chart.title()).leaf("p", chart.alternative());
      page.leaf("p", "Not drawn: " + e.getMessage(), "class", "undrawn");
    }
    page.close();
  }

  private void picture(byte[] light, byte[] dark, Chart chart) {
    page.open("div", scrolling(chart.title())).open("picture");
    page.empty("source", "media", DARK, "srcset", data(dark));
    page.empty(
        "img",
        "class",
        chart.columns() > 1 ? "panels" : "panel",
        "src",
        data(light),
        "width",
        extent(light, 0),
        "height",
        extent(light, 1),
        "alt",
        chart.alternative());
    page.close().close();
  }

  /** Width (0) or height (1) of a PNG in CSS pixels; the image has two dots per CSS pixel. */
  private static String extent(byte[] png, int which) {
    return String.valueOf(ByteBuffer.wrap(png).getInt(16 + 4 * which) / 2);
  }

  private void facts(String caption, List<Fact> facts) {
    caption("h3", caption);
    page.open("dl", "class", "facts");
    facts.forEach(fact -> fact(fact.name(), fact.value()));
    page.close();
  }

  private void fact(String name, String value) {
    page.open("div").leaf("dt", name).leaf("dd", value).close();
  }

  private void claim(Block.Claim claim) {
    page.open("div", "class", claim.passed() ? "claim pass" : "claim fail");
    page.open("p");
    // The verdict is text, not only a colour.
    page.leaf("strong", claim.passed() ? "✓ Passes" : "✗ Fails", "class", "verdict");
    page.text(claim.claim()).close();
    page.open("dl");
    fact("Found", claim.figures());
    fact("Rule", claim.rule());
    page.close().close();
  }

  private void gallery(Block.Gallery gallery) {
    caption("h3", gallery.caption());
    page.open("ul", "class", "gallery");
    for (Example example : gallery.examples()) {
      boolean ink = example.shape().channels() != SmallImage.COLOURS;
      page.open("li").open("figure");
      page.empty(
          "img",
          "class",
          ink ? "ink" : "colour",
          "src",
          data(SmallImage.png(example.shape(), example.pixels())),
          "alt",
          example.alternative());
      page.leaf("figcaption", example.line()).close().close();
    }
    page.close();
  }

  private void caption(String element, String caption) {
    if (!caption.isEmpty()) {
      page.leaf(element, caption);
    }
  }

  /** Attributes of a box that scrolls if its content is too wide, also with the keyboard. */
  static String[] scrolling(String label) {
    return new String[] {"class", "scroll", "tabindex", "0", "role", "group", "aria-label", label};
  }

  private static String data(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
