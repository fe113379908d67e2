/**
 * Trained models and their files.
 *
 * <p>Input: an architecture, weights, statistics of batch norm, and the encoding of the data
 * (labels and scaling). Output: predictions, and a safetensors file that holds all of these and
 * that other libraries can read. Several models together are an ensemble.
 *
 * <p>Read first: {@link treecast.model.Model}; {@link treecast.model.ModelFile}, the format; {@link
 * treecast.model.Ensemble}.
 */
package treecast.model;
