package treecast.search;

import java.io.Serializable;
import java.util.List;

/**
 * Range of a setting: the values that it may have. Values are text in HOCON, and each has a
 * position from 0 to 1, so that samplers work on positions of any range.
 */
public sealed interface Range extends Serializable permits Interval, Choice {

  /** Value at a position from 0 to 1. */
  String decode(double position);

  /** Position of a value, from 0 to 1; NaN if it lies outside. */
  double encode(String value);

  /**
   * Grid of at most {@code max} values from one end to the other, as evenly spaced as they can be.
   */
  List<String> grid(int max);

  /** Description in a few words. */
  String describe();
}
