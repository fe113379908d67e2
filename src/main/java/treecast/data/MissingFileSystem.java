package treecast.data;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/**
 * Error messages for a file system whose classes are missing: they name the package that contains
 * them.
 */
final class MissingFileSystem {
  private static final String HADOOP = "org.apache.hadoop:";
  private static final String AZURE = HADOOP + "hadoop-azure:";

  private MissingFileSystem() {}

  /** Maven coordinates by scheme; if they end with a colon, Hadoop's version follows. */
  private static Map<String, String> packages() {
    Map<String, String> packages = new LinkedHashMap<>();
    packages.put("s3a", HADOOP + "hadoop-aws:");
    packages.put("gs", "com.google.cloud.bigdataoss:gcs-connector");
    packages.put("abfs", AZURE);
    packages.put("abfss", AZURE);
    packages.put("wasb", AZURE);
    packages.put("wasbs", AZURE);
    packages.put("oss", HADOOP + "hadoop-aliyun:");
    packages.put("cosn", HADOOP + "hadoop-cos:");
    packages.put("obs", HADOOP + "hadoop-huaweicloud:");
    packages.put("ofs", "org.apache.ozone:ozone-filesystem-hadoop3");
    packages.put("o3fs", "org.apache.ozone:ozone-filesystem-hadoop3");
    return packages;
  }

  /**
   * Error that names the package of a file system and the options that add it.
   *
   * @param scheme of the file system's URI
   */
  static UnsupportedFileSystemException of(String scheme, Exception cause) {
    UnsupportedFileSystemException missing = new UnsupportedFileSystemException(line(scheme));
    missing.initCause(cause);
    return missing;
  }

  private static String line(String scheme) {
    if ("s3".equals(scheme) || "s3n".equals(scheme)) {
      return "no file system for %s, Hadoop's for S3 is s3a".formatted(scheme);
    }
    String known = packages().get(scheme);
    if (known == null) {
      return "no file system for %s, --jars JAR,... brings one".formatted(scheme);
    }
    String coordinates = known + (known.endsWith(":") ? VersionInfo.getVersion() : ":VERSION");
    return "no file system for %s, which is in the jar of %s: --jars JAR,... brings it, or --conf spark.jars.packages=%s from Maven"
        .formatted(scheme, known.replaceFirst(":$", ""), coordinates);
  }
}
