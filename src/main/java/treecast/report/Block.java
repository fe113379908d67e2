package treecast.report;

import java.util.List;
import treecast.chart.Chart;
import treecast.linalg.Shape;
import treecast.score.Confusion;

/** Block of a report's section: text, chart, table, confusion matrix, ... */
public sealed interface Block {

  /** Paragraph of plain text. */
  record Text(String text) implements Block {}

  /** Chart, drawn for light and dark pages. */
  record Picture(Chart chart) implements Block {}

  /** Name and value, such as a setting. */
  record Fact(String name, String value) {}

  /** List of names and values. */
  record Facts(String caption, List<Fact> facts) implements Block {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /**
   * Table. Columns of numbers are aligned to the right.
   *
   * @param header a name for each column
   * @param rows cells as text, one for each column
   */
  record Table(String caption, List<String> header, List<List<String>> rows) implements Block {
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Claim, and whether this run confirms it.
   *
   * @param claim the claim in one sentence
   * @param figures the figures of this run
   * @param rule the criterion
   */
  record Claim(String claim, String figures, String rule, boolean passed) implements Block {}

  /**
   * Confusion matrix.
   *
   * @param classes the names of the classes
   */
  record ConfusionMatrix(String caption, List<String> classes, Confusion confusion)
      implements Block {
    public ConfusionMatrix {
      classes = List.copyOf(classes);
    }
  }

  /**
   * Example: a small image with a caption.
   *
   * @param line the caption
   * @param alternative text for readers who do not see the image
   * @param shape shape of the image: 3 channels are red, green and blue; for other numbers the mean
   *     of the channels is drawn as ink on paper
   * @param pixels channel by channel, each row by row from the top, 0 to 1
   */
  record Example(String line, String alternative, Shape shape, double[] pixels) {}

  /** Gallery of small images. */
  record Gallery(String caption, List<Example> examples) implements Block {
    public Gallery {
      examples = List.copyOf(examples);
    }
  }
}
