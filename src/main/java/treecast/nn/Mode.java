package treecast.nn;

/** Mode of a forward pass: training or inference. */
public sealed interface Mode {

  /**
   * Training mode: batch statistics are used and summed, and units are dropped.
   *
   * @param masks dropout masks
   */
  record Training(Masks masks) implements Mode {}

  /** Inference mode: running statistics are used, and no unit is dropped. */
  record Inference() implements Mode {}
}
