package treecast.search;

import java.io.Serializable;
import java.util.List;

/**
 * The values that one setting may take. Values are text as a configuration has it; each stands at a
 * place from 0 to 1, so that samplers need not know what they sample.
 */
public sealed interface Range extends Serializable permits Interval, Choice {

  /** Decodes a place from 0 to 1 to the value there. */
  String decode(double place);

  /** Encodes a value as its place from 0 to 1; NaN if it lies outside. */
  double encode(String value);

  /**
   * Grid of at most {@code max} values from one end to the other, as evenly spaced as they can be.
   */
  List<String> grid(int max);

  /** The whole of it in a few words. */
  String describe();
}
