package treecast.linalg

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.Slow

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import scala.jdk.CollectionConverters._

/** Narrower vectors than this machine's, by a JVM that is told to have no others. */
class VectorWidthSpec extends AnyFunSuite {
  private val specs = Seq("GemmSpec", "ElementsSpec").flatMap(spec => Seq("-s", s"treecast.linalg.$spec"))

  private def run(bits: Int): String = {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    val classes = Seq(System.getProperty("treecast.classes", "target/classes"), "target/test-classes")
    val path = System.getProperty("java.class.path")
    val options = Seq("@conf/jvm.options", s"-XX:MaxVectorSize=${bits / 8}", "-cp", path)
    val runner = Seq("org.scalatest.tools.Runner", "-oW", "-R", classes.mkString(" ")) ++ specs
    val process = new ProcessBuilder((java +: (options ++ runner)).asJava).redirectErrorStream(true).start()
    val printed = new String(process.getInputStream.readAllBytes())
    assert(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue == 0, printed)
    printed
  }

  for (bits <- Seq(128, 256))
    test(s"vectors of $bits bits give the bits of the definition", Slow) {
      val printed = run(bits)
      for (kernel <- GemmKernel.values)
        assert(printed.contains(s"vector-$bits, $kernel: 128 x 784 by 784 x 10"), printed)
    }
}
