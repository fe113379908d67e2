package treecast.testing

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.permission.FsPermission
import org.apache.hadoop.fs.{FSDataInputStream, FSDataOutputStream, FileStatus, FilterFileSystem, RawLocalFileSystem}
import org.apache.hadoop.fs.{Path => HadoopPath}
import org.apache.hadoop.util.Progressable

import java.io.FileNotFoundException
import java.net.URI

/** The local files under the scheme `faulty`, as a process sees them whose calls fail. */
class FaultyFileSystem extends FilterFileSystem(new FaultyFileSystem.Local) {
  private val process = FaultyFileSystem.process
  private val store = FaultyFileSystem.store

  override def getScheme: String = FaultyFileSystem.Scheme

  override def open(file: HadoopPath, buffer: Int): FSDataInputStream = process.call {
    requireShown(file)
    fs.open(file, buffer)
  }

  override def create(
      file: HadoopPath,
      permission: FsPermission,
      overwrite: Boolean,
      buffer: Int,
      copies: Short,
      block: Long,
      progress: Progressable
  ): FSDataOutputStream = {
    val out = process.call {
      val isNew = !fs.exists(file)
      val made = fs.create(file, permission, overwrite, buffer, copies, block, progress)
      if (isNew) store.create(fs.makeQualified(file))
      made
    }
    new FSDataOutputStream(process.stream(out), null)
  }

  override def rename(from: HadoopPath, to: HadoopPath): Boolean = process.call {
    val isNew = !fs.exists(to)
    (isNew || FaultyFileSystem.replaces) && fs.rename(from, to) && {
      store.delete(fs.makeQualified(from))
      if (isNew) store.create(fs.makeQualified(to))
      true
    }
  }

  override def delete(file: HadoopPath, recursive: Boolean): Boolean = process.call {
    val done = fs.delete(file, recursive)
    if (done) store.delete(fs.makeQualified(file))
    done
  }

  override def listStatus(folder: HadoopPath): Array[FileStatus] = process.call {
    val shown = fs.listStatus(folder).filter(status => status.isDirectory || store.lists(status.getPath))
    shown ++ store.ghosts(fs.makeQualified(folder)).map(new FileStatus(1, false, 1, 1, 1, _))
  }

  override def getFileStatus(file: HadoopPath): FileStatus = process.call {
    val status = fs.getFileStatus(file)
    if (status.isFile) requireShown(file)
    status
  }

  override def mkdirs(folder: HadoopPath, permission: FsPermission): Boolean =
    process.call(fs.mkdirs(folder, permission))

  override def mkdirs(folder: HadoopPath): Boolean = process.call(fs.mkdirs(folder))

  private def requireShown(file: HadoopPath): Unit =
    if (!store.shows(fs.makeQualified(file))) throw new FileNotFoundException(s"$file is not there yet")
}

object FaultyFileSystem {
  val Scheme = "faulty"

  /** Hadoop's settings that it wants; each command has its own. */
  val settings: Seq[(String, String)] =
    Seq("fs.faulty.impl" -> classOf[FaultyFileSystem].getName, "fs.faulty.impl.disable.cache" -> "true")

  /** The process that is at work now; whoever was before keeps its own. */
  @volatile var process: FaultyProcess = new FaultyProcess

  @volatile var store: LaggingStore = new LaggingStore

  /** Whether a file can be renamed onto another, which HDFS and others refuse. */
  @volatile var replaces: Boolean = true

  def configuration: Configuration = {
    val configuration = new Configuration
    settings.foreach { case (key, value) => configuration.set(key, value) }
    configuration
  }

  class Local extends RawLocalFileSystem {
    override def getScheme: String = Scheme
    override def getUri: URI = URI.create(s"$Scheme:///")

    /** Hadoop would start a process for each file. */
    override def setPermission(file: HadoopPath, permission: FsPermission): Unit = ()
  }
}
