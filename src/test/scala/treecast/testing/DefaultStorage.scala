package treecast.testing

import org.apache.hadoop.conf.Configuration
import treecast.data.Storage

/** The file systems of a machine that is not configured: local files. */
object DefaultStorage {
  val storage: Storage = new Storage(new Configuration())
}
