package treecast.cluster;

import java.io.File;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import treecast.data.DataSource;
import treecast.data.Split;

/**
 * Data source that executors can read. Executors of a cluster cannot read the driver's disk, so
 * Spark copies local files to each of them ({@code SparkContext.addFile}), and they read the
 * copies.
 */
record ExecutorSource(DataSource source, boolean shipped) implements Serializable {

  /** Source of a split; copies its files to the executors if necessary. */
  static ExecutorSource of(SparkContext spark, DataSource source, Split split) {
    List<String> files = spark.isLocal() ? List.of() : source.localFiles(split);
    files.forEach(spark::addFile);
    return new ExecutorSource(source, !files.isEmpty());
  }

  /** Source that reads the files or copies on this executor. */
  DataSource here() {
    return shipped
        ? source.movedTo(new File(SparkFiles.getRootDirectory()).getAbsoluteFile().toURI())
        : source;
  }
}
