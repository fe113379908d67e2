/**
 * Search for hyper-parameters.
 *
 * <p>Input: a search space and a sampler, which proposes the trials of a round from the results of
 * earlier rounds. Output: results, one file each in a ledger, from which an interrupted search
 * continues with the same trials. Trials are trained by an evaluator of the caller.
 *
 * <p>Read first: {@link treecast.search.Sweep}, the loop over rounds; {@link
 * treecast.search.Sampler}, with {@link treecast.search.RandomSearch} as an example; {@link
 * treecast.search.Ledger}.
 */
package treecast.search;
