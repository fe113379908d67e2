package treecast.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import treecast.report.Report.Section;

/**
 * Report as one self-contained HTML file: no network, no script, no font. It supports light and
 * dark pages, narrow screens, print, keyboards and screen readers. The same report gives the same
 * bytes.
 */
public final class HtmlReport {
  private static final String STYLE = "report.css";

  /** Id of the content; ids of sections have no underscore. */
  private static final String CONTENT = "the_content";

  private HtmlReport() {}

  /** Content of the file, in UTF-8. */
  public static byte[] of(Report report) {
    Markup page = new Markup();
    page.open("html", "lang", "en");
    head(page, report.title());
    page.open("body");
    page.leaf("a", "Skip to the content", "class", "skip", "href", "#" + CONTENT);
    page.open("header");
    page.leaf("h1", report.title()).leaf("p", report.summary(), "class", "summary");
    page.close();
    if (report.sections().size() > 1) {
      contents(page, report.sections());
    }
    page.open("main", "id", CONTENT, "tabindex", "-1");
    HtmlBlocks blocks = new HtmlBlocks(page);
    if (!report.facts().isEmpty()) {
      blocks.add(new Block.Facts("", report.facts()));
    }
    for (Section section : report.sections()) {
      String heading = section.id() + "_heading";
      page.open("section", "id", section.id(), "aria-labelledby", heading);
      page.leaf("h2", section.heading(), "id", heading);
      section.blocks().forEach(blocks::add);
      page.close();
    }
    page.close().close().close();
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void head(Markup page, String title) {
    String style = style();
    page.open("head").empty("meta", "charset", "utf-8");
    page.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; img-src data:; style-src 'sha256-%s'".formatted(hash(style)));
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.leaf("title", title);
    // Without an icon, browsers would request one from a server.
    page.empty("link", "rel", "icon", "href", "data:,");
    page.style(style).close();
  }

  private static void contents(Markup page, List<Section> sections) {
    page.open("nav", "aria-labelledby", "contents_heading");
    page.leaf("h2", "Contents", "id", "contents_heading").open("ol");
    for (Section section : sections) {
      page.open("li").leaf("a", section.heading(), "href", "#" + section.id());
      verdict(page, section);
      page.close();
    }
    page.close().close();
  }

  /** Adds the number of claims of a section that failed or, if none did, that passed. */
  private static void verdict(Markup page, Section section) {
    List<Boolean> passed =
        section.blocks().stream()
            .filter(Block.Claim.class::isInstance)
            .map(block -> ((Block.Claim) block).passed())
            .toList();
    int failures = Collections.frequency(passed, false);
    if (failures > 0) {
      page.leaf("span", tally("✗ %d of %d failed", failures, passed), "class", "verdict fail");
    } else if (!passed.isEmpty()) {
      int all = passed.size();
      page.leaf("span", tally("✓ %d of %d passed", all, passed), "class", "verdict pass");
    }
  }

  private static String tally(String words, int count, List<Boolean> claims) {
    return TextFormat.of(words, count, claims.size());
  }

  private static String style() {
    try (InputStream sheet = HtmlReport.class.getResourceAsStream(STYLE)) {
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hash of the style sheet for the content security policy. */
  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
