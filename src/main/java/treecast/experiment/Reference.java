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
 * Reference value: a figure of this run and the range of the chapter's listing in NumPy on MNIST.
 * The ranges were computed by {@code scripts/reference-numpy.py} and are read from a resource.
 *
 * @param figure name of the figure
 * @param found value in this run
 * @param seeds number of NumPy runs, each with its own seed
 * @param min minimum of the NumPy runs
 * @param max maximum of the NumPy runs
 */
public record Reference(String figure, double found, int seeds, double min, double max) {
  private static final String RANGES = "reference.tsv";

  /**
   * Reads the range of a figure.
   *
   * @param experiment name of the experiment
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

  /** Lower end of the range, widened by its own width. */
  public double from() {
    return min - (max - min);
  }

  /** Upper end of the range, widened by its own width. */
  public double to() {
    return max + (max - min);
  }

  /** Whether the figure lies in the widened range. */
  public boolean holds() {
    return found >= from() && found <= to();
  }

  /** Claim that all figures lie in their ranges; empty if there are no figures. */
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
        .formatted(figure, NumberText.text(found), NumberText.text(from()), NumberText.text(to()));
  }

  /** Ranges by experiment and figure, read from the resource on first use. */
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
