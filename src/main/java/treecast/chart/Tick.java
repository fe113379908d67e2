package treecast.chart;

/**
 * A mark on an axis.
 *
 * @param place 0 at one end of the axis, 1 at the other
 * @param label what stands beside it
 */
record Tick(double place, String label) {}
