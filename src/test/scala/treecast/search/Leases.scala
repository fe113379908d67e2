package treecast.search

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.permission.FsPermission
import org.apache.hadoop.fs.{FSDataInputStream, FSDataOutputStream, FileSystem, FilterFileSystem, Path => HadoopPath}
import org.apache.hadoop.util.Progressable

import java.io.IOException
import java.nio.file.{Files, Path}

/** Leases in a folder, on disks that can be made to fail. */
trait Leases {
  protected val timing = new Lease.Timing(20, 2000, 10, 1000)
  protected val hasty = new Lease.Timing(20, 300, 10, 150)

  protected def lease(folder: Path): Path = folder.resolve("lease")

  /** A local file system, every writing or reading of which can be made to fail. */
  protected class Disk extends FilterFileSystem(FileSystem.newInstanceLocal(new Configuration)) {
    fs.setWriteChecksum(false)
    @volatile var beforeRead: () => Unit = () => ()
    @volatile var beforeWrite: () => Unit = () => ()
    @volatile var beforeDelete: () => Unit = () => ()
    @volatile var cutShort = false
    @volatile var cuts = 0

    override def open(file: HadoopPath, buffer: Int): FSDataInputStream = {
      beforeRead()
      super.open(file, buffer)
    }

    override def delete(file: HadoopPath, recursive: Boolean): Boolean = {
      beforeDelete()
      super.delete(file, recursive)
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
      beforeWrite()
      val out = super.create(file, permission, overwrite, buffer, copies, block, progress)
      if (!cutShort) out
      else {
        out.close()
        cuts += 1
        throw new IOException("no space left")
      }
    }
  }

  protected def fileOn(disk: Disk, folder: Path) = new LeaseFile(disk, new HadoopPath(lease(folder).toString))

  protected def onDisk(folder: Path, timing: Lease.Timing)(use: (Disk, Lease) => Unit): Unit = {
    val disk = new Disk
    try {
      val one = Lease.take(fileOn(disk, folder), timing)
      try use(disk, one)
      finally one.close()
    } finally disk.close()
  }

  protected def beats(folder: Path): Int =
    "beat (\\d+)\\R".r.findFirstMatchIn(Files.readString(lease(folder))).fold(0)(_.group(1).toInt)
}
