package treecast.chart;

/**
 * Tick of an axis.
 *
 * @param position 0 at the lower end of the axis, 1 at the upper end
 * @param label text beside it
 */
record Tick(double position, String label) {}
