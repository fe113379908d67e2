/**
 * Charts: what they show, as data, and how they are drawn.
 *
 * <p>In go panels of series (lines, points, bars, contours) in a grid; out come PNG images for the
 * screen, for dark pages and for print. A chart says what is shown and nothing of colours or sizes,
 * which a theme decides.
 *
 * <p>Read first: {@link treecast.chart.Chart} and {@link treecast.chart.Panel}, the description;
 * {@link treecast.chart.ChartImage}, the drawing.
 */
package treecast.chart;
