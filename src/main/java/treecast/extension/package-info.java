/**
 * Extensions: names and settings of optimizers, layers, objectives, schedules, samplers and data
 * formats, of Treecast and of others.
 *
 * <p>Each family has an interface of its own that extends {@link treecast.extension.Provider} and
 * stands in the family's package, such as {@code treecast.optim.OptimizerProvider}. Providers
 * outside of Treecast are found by {@link java.util.ServiceLoader}. Input: the values of settings
 * in a plan, as words. Output: the extension that a provider creates.
 *
 * <p>Read first: {@link treecast.extension.Provider}, {@link treecast.extension.Setting}, {@link
 * treecast.extension.Registry}. Imports no other package of Treecast, and uses neither HOCON nor
 * Spark.
 */
package treecast.extension;
