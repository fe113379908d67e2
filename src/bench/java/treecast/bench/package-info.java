/** What {@code scripts/bench} measures: none of it is part of the application. */
package treecast.bench;
