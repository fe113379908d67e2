/**
 * Extensions: how optimizers, layers, schedules, samplers and data formats, Treecast's own and
 * those of others, say what they are called and which settings they have.
 *
 * <p>Each family has an interface of its own that extends {@link treecast.extension.Provider} and
 * stands in the family's package, such as {@code treecast.optim.OptimizerProvider}. Providers of
 * others are found by {@link java.util.ServiceLoader}. In go the values of a plan as words; out
 * comes what the provider makes.
 *
 * <p>Read first: {@link treecast.extension.Provider}, {@link treecast.extension.Setting}, {@link
 * treecast.extension.Registry}. Imports no other package of Treecast, and knows neither HOCON nor
 * Spark.
 */
package treecast.extension;
