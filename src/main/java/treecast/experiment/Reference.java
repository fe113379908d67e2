package treecast.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import treecast.report.Block.Claim;

/**
 * A figure of this run beside what the chapter's own listing, in NumPy, gives on MNIST. The ranges
 * are those of {@code scripts/reference-numpy.py}, written down in a resource.
 *
 * @param figure what is measured
 * @param found what this run found
 * @param seeds how many seeds of the listing were run
 * @param min the least that they gave
 * @param max the most that they gave
 */
public record Reference(String figure, double found, int seeds, double min, double max) {
  private static final String RANGES = "reference.tsv";

  /**
   * A figure and its range.
   *
   * @param experiment the name of the experiment that it belongs to
   */
  static Reference of(String experiment, String figure, double found) {
    List<String> range = Ranges.ALL.get(experiment + ": " + figure);
    return new Reference(
        figure,
        found,
        Integer.parseInt(range.get(1)),
        Double.parseDouble(range.get(2)),
        Double.parseDouble(range.get(3)));
  }

  /** The range's lower end, widened by its own width. */
  public double from() {
    return min - (max - min);
  }

  /** The range's upper end, widened by its own width. */
  public double to() {
    return max + (max - min);
  }

  /** Whether the figure lies in the widened range. */
  public boolean holds() {
    return found >= from() && found <= to();
  }

  /** One claim for all figures; none where there are none. */
  static List<Claim> claims(List<Reference> references) {
    if (references.isEmpty()) {
      return List.of();
    }
    List<Reference> outside = references.stream().filter(r -> !r.holds()).toList();
    return List.of(
        new Claim(
            "The outcome is that of the chapter's own listing.",
            "%d of %d figures inside%s"
                .formatted(
                    references.size() - outside.size(),
                    references.size(),
                    outside.stream().map(Reference::describe).collect(Collectors.joining())),
            "Every figure lies in the range that the seeds of the NumPy version span, widened by its"
                + " own width on either side.",
            outside.isEmpty()));
  }

  private String describe() {
    return "; %s is %s, range %s to %s"
        .formatted(figure, Numbers.text(found), Numbers.text(from()), Numbers.text(to()));
  }

  /** The lines of the resource by their figures, read when the first is asked for. */
  private static final class Ranges {
    static final Map<String, List<String>> ALL = read();

    private static Map<String, List<String>> read() {
      try (InputStream in = Reference.class.getResourceAsStream(RANGES)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> List.of(line.split("\t", -1)))
            .collect(Collectors.toUnmodifiableMap(fields -> fields.get(0), Function.identity()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
