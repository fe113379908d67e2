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
  public Report {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /**
   * A part with a heading.
   *
   * @param id its name in links: letters, digits and hyphens
   */
  public record Section(String id, String heading, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }
  }
}
