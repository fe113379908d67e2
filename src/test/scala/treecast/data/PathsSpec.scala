package treecast.data

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{Path => HadoopPath, UnsupportedFileSystemException}
import org.apache.hadoop.util.VersionInfo
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

/** Names as people give them, as paths of Hadoop, and file systems that are not there. */
class PathsSpec extends AnyFunSuite {
  private val names = Seq("notes 10:30", "a:b", "10:30", ":", "s3a:digits", "C:", "tab\there", "per%20cent", "sp ace")

  test("what stands before a colon is a scheme only where a slash follows") {
    for (name <- names) {
      val path = Paths.of(name)
      assert(path.toUri.getScheme == null && path.getName == name && path.getParent.getName.isEmpty, name)
    }
    for ((text, scheme) <- Seq("s3a://bucket/a" -> "s3a", "file:/tmp/a:b" -> "file", "made-up:/x" -> "made-up"))
      assert(Paths.of(text).toUri.getScheme == scheme, text)
    assert(Paths.of("file:/tmp/a:b").getName == "a:b")
    assert(Paths.of("/tmp/a:b/c").toUri.getPath == "/tmp/a:b/c")
    val inside = Paths.in("a:b", "c:d")
    assert(inside.getName == "c:d" && inside.getParent.getName == "a:b" && Paths.of(inside.toString) == inside)
    intercept[IllegalArgumentException](Paths.of(""))
  }

  test("a file of any name is written, found and read on a local disk, without a checksum file beside it") {
    IdxFiles.withEmptyFolder { folder =>
      val storage = new Storage(new Configuration)
      for (name <- names) {
        val path = Paths.in(folder.toString, name)
        val out = storage.toWrite(path).create(path)
        out.write(name.getBytes)
        out.close()
        assert(storage.isLocal(path) && storage.of(path).exists(path), name)
        val in = storage.of(path).open(path)
        try assert(new String(in.readAllBytes) == name)
        finally in.close()
      }
      assert(folder.toFile.list.toSet == names.toSet)
    }
  }

  private def missing(uri: String): String =
    intercept[UnsupportedFileSystemException](new Storage(new Configuration).of(new HadoopPath(uri))).getMessage

  test("a file system that is not there is told with the package that has it, where it is a known one") {
    val hadoop = VersionInfo.getVersion
    for (
      (uri, known) <- Seq(
        "s3a://b/x" -> s"org.apache.hadoop:hadoop-aws:$hadoop",
        "abfss://b/x" -> s"org.apache.hadoop:hadoop-azure:$hadoop",
        "gs://b/x" -> "com.google.cloud.bigdataoss:gcs-connector:VERSION"
      )
    ) {
      val line = missing(uri)
      assert(line.contains(s"--jars JAR,... brings it, or --conf spark.jars.packages=$known from Maven"), line)
    }
    assert(missing("s3://b/x").endsWith("Hadoop's for S3 is s3a"))
    assert(missing("nowhere://b/x") == "no file system for nowhere, --jars JAR,... brings one")
  }
}
