package treecast.experiment;

import java.util.List;
import java.util.stream.Collectors;
import treecast.report.Block.Claim;

/**
 * A figure of this run beside what the chapter's own listing, in NumPy, gave on MNIST.
 *
 * @param figure what is measured
 * @param found what this run found
 * @param seeds how many seeds of the listing were run; of one, the range is chosen around it
 * @param least the least that they gave
 * @param most the most that they gave
 */
public record Reference(String figure, double found, int seeds, double least, double most) {

  /** A figure and its range. */
  static Reference of(String figure, double found, int seeds, double... range) {
    return new Reference(figure, found, seeds, range[0], range[1]);
  }

  /** The range's lower end, widened by its own width. */
  public double from() {
    return least - (most - least);
  }

  /** The range's upper end, widened by its own width. */
  public double to() {
    return most + (most - least);
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
    int inside = references.size() - outside.size();
    return List.of(
        new Claim(
            "The outcome is that of the chapter's own listing.",
            "%d of %d figures inside%s"
                .formatted(
                    inside,
                    references.size(),
                    outside.stream().map(Reference::told).collect(Collectors.joining())),
            "At least half of the figures lie in the ranges that a few seeds of the NumPy version span,"
                + " widened by their own width on either side. So widened, a range of two seeds holds"
                + " 67 of 100 further seeds of the very same program, one of three seeds 87, one of"
                + " five 97.",
            2 * inside >= references.size()));
  }

  private String told() {
    return "; %s is %s, range %s to %s"
        .formatted(figure, Numbers.text(found), Numbers.text(from()), Numbers.text(to()));
  }
}
