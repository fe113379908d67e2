/** The chapter's experiments: which trainings each consists of, and what their outcomes say. */
package treecast.experiment;
