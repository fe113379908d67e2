package treecast.cluster;

import java.io.File;
import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import treecast.data.DataSource;
import treecast.data.IdxFolder;
import treecast.data.Split;

/**
 * A data source as executors reach it. A folder on the driver's own disk means nothing elsewhere:
 * on a cluster its files are shipped with the job, and each executor reads its copy.
 */
record ExecutorSource(DataSource source, boolean shipped) implements Serializable {

  /** Ships a split's files where that is needed. */
  static ExecutorSource of(SparkContext spark, DataSource source, Split split) {
    if (spark.isLocal() || !(source instanceof IdxFolder folder) || !folder.isLocal()) {
      return new ExecutorSource(source, false);
    }
    folder.files(split).forEach(spark::addFile);
    return new ExecutorSource(source, true);
  }

  /** The source, on the executor that asks. */
  DataSource here() {
    return shipped && source instanceof IdxFolder folder
        ? folder.movedTo(new File(SparkFiles.getRootDirectory()).getAbsoluteFile().toURI())
        : source;
  }
}
