package treecast.cluster;

import java.io.File;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import treecast.data.DataSource;
import treecast.data.Split;

/**
 * A data source as executors reach it. Files on the driver's own disk mean nothing elsewhere: on a
 * cluster they are shipped with the job, and each executor reads its copy.
 */
record ExecutorSource(DataSource source, boolean shipped) implements Serializable {

  /** Ships a split's files where that is needed. */
  static ExecutorSource of(SparkContext spark, DataSource source, Split split) {
    List<String> files = spark.isLocal() ? List.of() : source.localFiles(split);
    files.forEach(spark::addFile);
    return new ExecutorSource(source, !files.isEmpty());
  }

  /** The source, on the executor that asks. */
  DataSource here() {
    return shipped
        ? source.movedTo(new File(SparkFiles.getRootDirectory()).getAbsoluteFile().toURI())
        : source;
  }
}
