/**
 * Optimizers and learning rate schedules.
 *
 * <p>Input: the flat array of all weights, the gradient of the mean loss, and the learning rate of
 * the step. Output: the weights, updated in place. The state of an optimizer between steps, its
 * slots, belongs to the caller. A schedule maps the number of steps taken to a factor of the rate.
 *
 * <p>Read first: {@link treecast.optim.Optimizer}; {@link treecast.optim.Momentum}, as an example;
 * {@link treecast.optim.Schedule}. Imports no other package of Treecast.
 */
package treecast.optim;
