package treecast

import com.fasterxml.jackson.databind.JsonNode
import org.scalatest.funsuite.AnyFunSuite
import treecast.golden._
import treecast.nn.Activation

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._
import scala.util.{Failure, Success, Try, Using}

/** Every number that an independent implementation computed: each JSON file of a folder, each case at its own
  * tolerance. The folder is the system property `golden.dir`.
  *
  * Nothing is passed over in silence: an unreadable file, a kind, a setting, an input or an expected field that is not
  * known here fails.
  */
class GoldenSpec extends AnyFunSuite {

  private val checks: Map[String, Case => Unit] = Map(
    "activation_statistics" -> FunctionCases.activationStatistics,
    "ensemble_average" -> EnsembleCases.average,
    "functions" -> FunctionCases.functions,
    "im2col_col2im" -> ImageCases.im2colCol2im,
    "hyperparameter_ranking" -> TrainerCases.ranking,
    "layer_affine" -> LayerCases.affine,
    "layer_batch_normalization" -> LayerCases.batchNormalization,
    "layer_convolution" -> ImageCases.convolution,
    "layer_dropout" -> LayerCases.dropout,
    "layer_pooling" -> ImageCases.pooling,
    "layer_relu" -> LayerCases.elementwise(Activation.RELU),
    "layer_sigmoid" -> LayerCases.elementwise(Activation.SIGMOID),
    "layer_tanh" -> LayerCases.elementwise(Activation.TANH),
    "layer_softmax_with_loss" -> LayerCases.softmaxWithLoss,
    "mnist_replay" -> MnistReplay.replay,
    "multi_layer_net" -> NetworkCases.gradients,
    "multi_layer_net_extend" -> NetworkCases.gradients,
    "optimizer_compare_naive" -> OptimizerCases.naive,
    "optimizer_updates" -> OptimizerCases.updates,
    "trainer" -> TrainerCases.trainer,
    "training_trajectories" -> NetworkCases.trajectories,
    "util" -> FunctionCases.util,
    "weight_init_scale" -> FunctionCases.weightInitScale
  )

  /** What a file may bring beside its cases. */
  private val extras: Map[String, Fields => Unit] = Map("splittable_random_check" -> MnistReplay.generator)

  private val folder = Path.of(sys.props.getOrElse("golden.dir", "src/test/resources/golden"))

  Using(Files.list(folder))(_.iterator.asScala.filter(_.toString.endsWith(".json")).toSeq.sorted) match {
    case Failure(problem)                => test(s"$folder can be read")(throw problem)
    case Success(files) if files.isEmpty => test(s"$folder holds fixtures")(fail("it holds no JSON file"))
    case Success(files)                  => files.foreach(register)
  }

  private def register(file: Path): Unit = {
    val name = file.getFileName.toString
    Try(Fixture.read(file)) match {
      case Failure(problem) => test(s"$name can be read")(throw problem)
      case Success(fixture) if checks.contains(fixture.kind) =>
        each(name, fixture) { node =>
          val theCase = new Case(fixture.shared, node)
          checks(fixture.kind)(theCase)
          theCase.requireAllRead()
        }
        fixture.extras.foreach { case (extra, node) =>
          test(s"$name: $extra") {
            val check = extras.getOrElse(extra, (_: Fields) => fail("nothing here knows it"))
            check(new Fields(extra, node, Tolerance(0, 0)))
          }
        }
      case Success(fixture) =>
        test(s"$name is of a known kind") {
          val known = checks.keys.toSeq.sorted.mkString(", ")
          fail(s"expected one of $known; found '${fixture.kind}'")
        }
    }
  }

  /** One test a case; cases of one name are told apart by their number. */
  private def each(file: String, fixture: Fixture)(check: JsonNode => Unit): Unit = {
    val names = fixture.cases.map(_.path("name").asText)
    for ((node, i) <- fixture.cases.zipWithIndex) {
      val again = if (names.indexOf(names(i)) == i) "" else s" (case ${i + 1})"
      test(s"$file: ${names(i)}$again")(check(node))
    }
  }
}
