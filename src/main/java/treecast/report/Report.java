package treecast.report;

import java.util.List;

/**
 * Report: its content as data, which {@link HtmlReport} writes as a page.
 *
 * @param title the title
 * @param summary one or two sentences: the result and the data set
 * @param facts data set, seed, master, versions, times
 * @param sections the sections; several are listed in a table of contents
 */
public record Report(String title, String summary, List<Block.Fact> facts, List<Section> sections) {
  /**
   * Checks the sections.
   *
   * @throws IllegalArgumentException if two have the same id
   */
  public Report {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
    List<String> ids = sections.stream().map(Section::id).toList();
    if (ids.stream().distinct().count() < ids.size()) {
      throw new IllegalArgumentException("expected sections of different ids, found " + ids);
    }
  }

  /**
   * Section with a heading.
   *
   * @param id the section's id in links: letters, digits and hyphens
   */
  public record Section(String id, String heading, List<Block> blocks) {
    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if it has other characters
     */
    public Section {
      if (!id.matches("[A-Za-z0-9-]+")) {
        throw new IllegalArgumentException(
            "expected an id of letters, digits and hyphens, found '" + id + "'");
      }
      blocks = List.copyOf(blocks);
    }

    /** Section of paragraphs. */
    public static Section ofTexts(String id, String heading, List<String> paragraphs) {
      return new Section(id, heading, paragraphs.stream().<Block>map(Block.Text::new).toList());
    }
  }
}
