package treecast.nn;

/** What a forward pass is for. */
public sealed interface Mode {

  /**
   * A gradient is wanted: batch statistics are used and added up, units are dropped.
   *
   * @param masks which units are kept
   */
  record Training(Masks masks) implements Mode {}

  /** A prediction is wanted: running statistics are used, no unit is dropped. */
  record Inference() implements Mode {}
}
