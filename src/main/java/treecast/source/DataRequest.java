package treecast.source;

import treecast.data.ClassChoice;
import treecast.data.Storage;

/**
 * Request for the source of a folder's files.
 *
 * @param storage file systems with which they are read
 * @param folder path or URI; its last component may be a glob that selects files
 * @param numbered the classes, if labels are consecutive numbers
 * @param distinct the classes, if labels are words or any numbers
 * @param named whether the plan names the format, or else the file names show it
 * @param features number of features of each row that a model takes; 0 if the files decide
 */
public record DataRequest(
    Storage storage,
    String folder,
    ClassChoice numbered,
    ClassChoice distinct,
    boolean named,
    int features) {}
