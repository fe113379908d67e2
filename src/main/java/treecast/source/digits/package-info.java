/**
 * Built-in digits: images drawn from strokes, so that nothing has to be downloaded.
 *
 * <p>Input: a random stream. Output: images of 28 x 28 pixels and their labels, the same ones
 * everywhere.
 *
 * <p>Read first: {@link treecast.source.digits.DrawnDigits}, the data source; {@link
 * treecast.source.digits.BuiltInDigits}, how one image is drawn.
 */
package treecast.source.digits;
