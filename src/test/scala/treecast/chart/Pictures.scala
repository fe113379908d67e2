package treecast.chart

import org.scalacheck.{Gen, Shrink}
import org.scalatest.{Outcome, TestSuite, TestSuiteMixin}

import java.awt.image.BufferedImage
import java.io.ByteArrayInputStream
import javax.imageio.ImageIO
import scala.jdk.CollectionConverters._

/** Charts to test with; without a font on this machine such tests are cancelled. */
trait Pictures extends TestSuiteMixin { this: TestSuite =>
  System.setProperty("java.awt.headless", "true")

  private lazy val font = scala.util.Try(Lettering.TITLE.width("0"))

  abstract override def withFixture(test: NoArgTest): Outcome = {
    assume(font.isSuccess, "no font")
    super.withFixture(test)
  }

  /** What is found is shown as it is: a smaller chart is no easier to read, and slow to find. */
  implicit def unshrunk[T]: Shrink[T] = Shrink.shrinkAny

  /** Any number, and those that break things. */
  val oddNumber: Gen[Double] = Gen.frequency(
    4 -> Gen.choose(-10.0, 10.0),
    2 -> Gen.choose(-300.0, 300.0).map(math.pow(10, _)),
    1 -> Gen.oneOf(0.0, -0.0, 1.0, -1e300, 1e-300, Double.MaxValue, -Double.MaxValue, Double.MinPositiveValue),
    1 -> Gen.oneOf(Double.NaN, Double.PositiveInfinity, Double.NegativeInfinity)
  )

  def chart(columns: Int, panels: Panel*): Chart =
    new Chart("Loss and accuracy", "", "built-in digits; seed 0", columns, panels.asJava)

  def panel(series: Series*): Panel = new Panel("", Axis.of("step"), Axis.of("loss"), series.asJava)

  def line(name: String, y: Double*): Series.Line =
    new Series.Line(name, Array.tabulate(y.length)(_.toDouble), y.toArray, 0)

  def image(png: Array[Byte]): BufferedImage = ImageIO.read(new ByteArrayInputStream(png))
}
