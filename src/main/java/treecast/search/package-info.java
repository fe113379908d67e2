/**
 * The search for hyper-parameters.
 *
 * <p>In go a search space and a sampler, which proposes the trials of a round from the results of
 * earlier rounds; out come results, one file each in a ledger, from which an interrupted search
 * continues with the same trials. How a trial is trained is somebody else's matter.
 *
 * <p>Read first: {@link treecast.search.Sweep}, the loop over rounds; {@link
 * treecast.search.Sampler}, with {@link treecast.search.RandomSearch} as an example; {@link
 * treecast.search.Ledger}.
 */
package treecast.search;
