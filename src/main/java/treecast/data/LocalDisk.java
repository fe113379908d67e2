package treecast.data;

import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * This machine's disk, on which files have the permissions that the process's umask leaves them, as
 * those of other programs. Hadoop's own gives each file the permissions of its setting, and starts
 * a process for that, chmod, where its native library is missing.
 */
final class LocalDisk extends RawLocalFileSystem {
  @Override
  public void setPermission(Path path, FsPermission permission) {}
}
