/** What a run leaves behind for people: its directory, its curves and its pictures. */
package treecast.report;
