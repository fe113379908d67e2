package treecast.testing

import java.nio.file.{Files, Path, Paths}
import java.util.jar.{JarFile, JarOutputStream}
import java.util.zip.{Deflater, ZipEntry}
import scala.jdk.CollectionConverters._
import scala.util.Using

/** Jars of classes in folders, as `mvn package` makes one of ours. */
object Jars {

  /** Writes a jar of the wanted files of some folders. */
  def write(file: Path, folders: Seq[Path], wanted: String => Boolean, librariesToo: Boolean): Unit =
    Using.resource(new JarOutputStream(Files.newOutputStream(file))) { out =>
      out.setLevel(Deflater.BEST_SPEED)
      for (folder <- folders; entry <- Using.resource(Files.walk(folder))(_.iterator.asScala.toSeq)) {
        val name = folder.relativize(entry).toString
        if (Files.isRegularFile(entry) && wanted(name)) put(out, name, Files.readAllBytes(entry))
      }
      val libraries = Seq(classOf[picocli.CommandLine], classOf[com.typesafe.config.Config])
      for (library <- libraries if librariesToo) {
        val path = Paths.get(library.getProtectionDomain.getCodeSource.getLocation.toURI)
        Using.resource(new JarFile(path.toFile)) { from =>
          for (entry <- from.entries.asScala if !entry.isDirectory && !entry.getName.startsWith("META-INF"))
            put(out, entry.getName, from.getInputStream(entry).readAllBytes())
        }
      }
    }

  private def put(out: JarOutputStream, name: String, bytes: Array[Byte]): Unit =
    if (!name.startsWith("golden/")) {
      out.putNextEntry(new ZipEntry(name))
      out.write(bytes)
    }
}
