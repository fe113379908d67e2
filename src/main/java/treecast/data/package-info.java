/** From bytes on disk to minibatches: IDX files, MNIST, the built-in digits, shards. */
package treecast.data;
