/**
 * Charts: their content as data, and their drawing as images.
 *
 * <p>Input: panels of series (lines, points, bars, contours) in a grid. Output: PNG images for
 * light and dark screens and for print. A chart contains no colours and sizes; these come from a
 * theme and a size.
 *
 * <p>Read first: {@link treecast.chart.Chart} and {@link treecast.chart.Panel}, the description;
 * {@link treecast.chart.ChartImage}, the drawing.
 *
 * <p>Internal: programs use it through the command line; it may change in any version.
 */
package treecast.chart;
