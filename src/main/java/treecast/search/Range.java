package treecast.search;

import java.io.Serializable;
import java.util.List;

/**
 * The values that one setting may take. Values are text as a configuration has it; each stands at a
 * place from 0 to 1, so that samplers need not know what they sample.
 */
public sealed interface Range extends Serializable permits Interval, Choice {

  /** The value at a place, 0 to 1. */
  String at(double place);

  /** The place of a value, 0 to 1; NaN if it lies outside. */
  double placeOf(String value);

  /** At most so many values from one end to the other, as evenly spread as they can be. */
  List<String> spread(int most);

  /** The whole of it in a few words. */
  String describe();
}
