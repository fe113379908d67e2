package treecast.source;

import treecast.data.ClassChoice;
import treecast.data.Storage;

/**
 * Files that are to be read.
 *
 * @param storage what they are read through
 * @param folder path or URI; its last component may be a pattern of the files that count
 * @param numbered the classes, if labels are consecutive numbers
 * @param distinct the classes, if labels are words or any numbers
 * @param named whether the plan names the format; else the names of the files did
 * @param features features of each row, as a model takes them; 0 if the files decide
 */
public record DataRequest(
    Storage storage,
    String folder,
    ClassChoice numbered,
    ClassChoice distinct,
    boolean named,
    int features) {}
