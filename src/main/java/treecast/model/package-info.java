/** What leaves a training: the model, its file, its predictions. */
package treecast.model;
