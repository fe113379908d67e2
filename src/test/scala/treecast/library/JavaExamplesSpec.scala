package treecast.library

import org.apache.spark.api.java.{JavaRDD, JavaSparkContext}
import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.{Dataset, Row, SparkSession}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.cluster.LabeledVector
import treecast.model.{Model, ModelFile}
import treecast.testing.{ExampleExtensions, SmallDigits, SparkContexts, Waiting}

import java.io.File
import java.net.URLClassLoader
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** The Java programs of examples/library, compiled as their authors would, and run. */
class JavaExamplesSpec extends AnyFunSuite with BeforeAndAfterAll with Programs with Waiting {
  private lazy val folder = Files.createTempDirectory("treecast-library")
  private lazy val jar = ExampleExtensions.jar("library", folder)
  private lazy val loader = new URLClassLoader(Array(jar.toUri.toURL), getClass.getClassLoader)
  private lazy val points = (0 until 400).map { i =>
    val (x, y) = ((i * 37 % 400) / 400.0, (i * 101 % 400) / 400.0)
    new LabeledVector(Vectors.dense(x, y), if (x > y) 1 else 0)
  }

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private def program(name: String): Class[_] = loader.loadClass(s"com.example.library.$name")

  private def call(program: Class[_], method: String, arguments: AnyRef*): AnyRef =
    program.getMethods.find(_.getName == method).get.invoke(null, arguments: _*)

  test("Smallest trains, evaluates, saves, reads and predicts in fifteen lines, and prints nothing of its own accord") {
    val body = Files.readString(Path.of("examples/library/src/com/example/library/Smallest.java")).split("main\\(").last
    assert(body.count(_ == ';') <= 15)
    val printed = printedBy(program("Smallest"), folder.resolve("smallest.safetensors"))
    assert(printed.size == 2 && printed.head.toDouble > 0.7 && (0 to 9).contains(printed(1).toInt), printed)
  }

  /** The jars that Maven brings with spark-mllib-local and jackson-databind, and none of Spark's own or Hadoop's. */
  private def libraries: Seq[String] = {
    val names = Seq(
      "spark-mllib-local_",
      "breeze_",
      "scala-library-",
      "jackson-core-2",
      "jackson-annotations-2",
      "jackson-databind-2"
    )
    val jars = System.getProperty("java.class.path").split(File.pathSeparator).toSeq
    val found = jars.filter(jar => names.exists(new File(jar).getName.startsWith))
    assert(found.size == names.size, found)
    found
  }

  test("Service answers in a process with nothing else on its class path than the jar, spark-mllib-local and JSON") {
    val file = folder.resolve("service.safetensors")
    printedBy(program("Smallest"), file)
    val classPath = Seq(System.getProperty("treecast.classes"), jar.toString) ++ libraries
    val digits = Seq.tabulate(784)(_ % 7 / 7.0).mkString(",")
    val command = Seq(
      s"${System.getProperty("java.home")}/bin/java",
      "-Xmx256m",
      "-cp",
      classPath.mkString(File.pathSeparator),
      "com.example.library.Service",
      file.toString,
      digits,
      digits
    )
    val (code, said) = ran(new ProcessBuilder(command.asJava))
    assert(code == 0, said)
    val model = ModelFile.decode(Files.readAllBytes(file), "")
    val probabilities = model.probabilities(Vectors.dense(digits.split(",").map(_.toDouble)))
    assert(said.linesIterator.toSeq == Seq.fill(2)(s"${probabilities.argmax} ${probabilities(probabilities.argmax)}"))
  }

  test("Partitions trains on an RDD and predicts in mapPartitions; DataFrames gives rows and a column of predictions") {
    SparkContexts.withSpark("local[2]") { context =>
      val spark = new JavaSparkContext(context)
      spark.addJar(jar.toUri.toString) // as --jars of spark-submit does
      val train = context.parallelize(points, 3).toJavaRDD()
      val model = call(program("Partitions"), "train", spark, train, train).asInstanceOf[Model]
      val features = train.rdd.map(_.features).toJavaRDD()
      val predicted =
        call(program("Partitions"), "predict", spark, model, features).asInstanceOf[JavaRDD[Integer]].collect().asScala
      assert(predicted == points.map(point => Int.box(model.predict(point.features))))
      val session = SparkSession.builder().getOrCreate()
      val table = session
        .createDataFrame(points.map(point => (point.features.apply(0), point.features.apply(1).toFloat, point.label)))
        .toDF("x", "y", "class")
      val columns = java.util.List.of("x", "y")
      val rows = call(program("DataFrames"), "rows", table, columns, "class")
        .asInstanceOf[JavaRDD[LabeledVector]]
        .collect()
        .asScala
      assert(
        rows == points.map(point =>
          new LabeledVector(
            Vectors.dense(point.features.apply(0), point.features.apply(1).toFloat.toDouble),
            point.label
          )
        )
      )
      val column = call(program("DataFrames"), "predicted", table, columns, model)
        .asInstanceOf[Dataset[Row]]
        .select("prediction")
        .collect()
      assert(column.map(_.getInt(0)).toSeq == rows.map(row => model.predict(row.features)))
    }
  }
}
