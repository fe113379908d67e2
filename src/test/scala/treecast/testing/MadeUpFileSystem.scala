package treecast.testing

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.RawLocalFileSystem

import java.io.IOException
import java.net.URI

/** The local files under the scheme `made-up`, for those alone who have its token. */
class MadeUpFileSystem extends RawLocalFileSystem {
  override def getScheme: String = MadeUpFileSystem.Scheme
  override def getUri: URI = URI.create(s"${MadeUpFileSystem.Scheme}:///")

  override def initialize(uri: URI, conf: Configuration): Unit = {
    if (conf.get(MadeUpFileSystem.Token) != MadeUpFileSystem.Secret) throw new IOException("who are you?")
    super.initialize(uri, conf)
  }
}

object MadeUpFileSystem {
  val Scheme = "made-up"
  val Token = "fs.made-up.token"
  val Secret = "open, sesame = true"

  /** Hadoop's settings that it wants; it is made anew for each file, so that each place that opens one shows. */
  val settings: Seq[(String, String)] =
    Seq(
      "fs.made-up.impl" -> classOf[MadeUpFileSystem].getName,
      "fs.made-up.impl.disable.cache" -> "true",
      Token -> Secret
    )
}
