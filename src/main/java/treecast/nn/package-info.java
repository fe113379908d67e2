/**
 * Layers and networks, their loss and its gradient.
 *
 * <p>Input: a minibatch, the flat array of all weights, and the dropout masks. Output: predictions,
 * or the loss and the gradient, both summed over rows. Sums of several shards are added along one
 * canonical tree, so that the result does not depend on the order of arrival.
 *
 * <p>Read first: {@link treecast.nn.Layer}, with the pullback that computes its gradient; {@link
 * treecast.nn.Network}; {@link treecast.nn.GradientSum} and {@link treecast.nn.SummationTree}.
 */
package treecast.nn;
