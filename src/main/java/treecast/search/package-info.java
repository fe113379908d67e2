/** The search for hyper-parameters. */
package treecast.search;
