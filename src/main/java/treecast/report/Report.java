package treecast.report;

import java.util.List;

/**
 * What a report says, as data: read on a page of its own.
 *
 * @param title what it reports
 * @param summary a sentence or two: what came out, on which data
 * @param facts data set, seed, master, versions, times
 * @param sections a table of contents lists them where there are several
 */
public record Report(String title, String summary, List<Block.Fact> facts, List<Section> sections) {
  /**
   * Checks that every section can be linked to.
   *
   * @throws IllegalArgumentException if two have one id
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
   * A part with a heading.
   *
   * @param id its name in links: letters, digits and hyphens
   */
  public record Section(String id, String heading, List<Block> blocks) {
    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if a link could not name it
     */
    public Section {
      if (!id.matches("[A-Za-z0-9-]+")) {
        throw new IllegalArgumentException(
            "expected an id of letters, digits and hyphens, found '" + id + "'");
      }
      blocks = List.copyOf(blocks);
    }
  }
}
