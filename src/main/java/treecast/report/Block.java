package treecast.report;

import java.util.List;
import treecast.chart.Chart;
import treecast.linalg.Shape;
import treecast.training.Confusion;

/** What a section consists of. */
public sealed interface Block {

  /** A paragraph of plain text. */
  record Text(String text) implements Block {}

  /** A picture, in light and in dark. */
  record Picture(Chart chart) implements Block {}

  /** A name and a value, such as a setting. */
  record Fact(String name, String value) {}

  /** Names and values. */
  record Facts(String caption, List<Fact> facts) implements Block {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /**
   * A table. Cells that are numbers stand to the right.
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
   * Something claimed, and whether this run bears it out.
   *
   * @param claim the claim in one sentence
   * @param figures what this run found
   * @param rule what decides
   */
  record Claim(String claim, String figures, String rule, boolean passed) implements Block {}

  /**
   * A confusion matrix.
   *
   * @param classes what each class is called
   */
  record ConfusionMatrix(String caption, List<String> classes, Confusion confusion)
      implements Block {
    public ConfusionMatrix {
      classes = List.copyOf(classes);
    }
  }

  /**
   * A small image with a line below.
   *
   * @param line what stands below it
   * @param alternative the same and the image in words
   * @param shape in 3 channels red, green and blue; otherwise ink on paper, the mean of the
   *     channels
   * @param pixels channel by channel, each row by row from the top, 0 to 1
   */
  record Example(String line, String alternative, Shape shape, double[] pixels) {}

  /** Small images side by side, as many in a row as there is room for. */
  record Gallery(String caption, List<Example> examples) implements Block {
    public Gallery {
      examples = List.copyOf(examples);
    }
  }
}
