// Trains a network in this JVM, evaluates it, saves it, reads it and predicts.
import org.apache.spark.ml.linalg.Vectors
import treecast.model.{Model, ModelFile}
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.source.digits.DrawnDigits
import treecast.training.{LocalEngine, Trainer, TrainingListener, TrainingPlan}
import java.nio.file.{Files, Path}
import scala.util.Using

object Smallest {
  def main(arguments: Array[String]): Unit = {
    val file = Path.of(arguments(0))
    val digits = new DrawnDigits().examine()
    val net = new MultiLayerNet(digits.features, java.util.List.of(50), digits.classes, Activation.RELU, Initializer.of("he"), 0)
    val plan = TrainingPlan.of(net, digits.trainRows)
    Using.resource(LocalEngine.of(digits, plan.batches.shards, 2)) { engine =>
      val trained = new Trainer(plan, engine).train(TrainingListener.NONE)
      println(trained.evaluations.test.accuracy)
      val model = new Model(net, trained.weights, trained.statistics, digits.encoding)
      Files.write(file, ModelFile.encode(model))
    }
    val model = Using.resource(Files.newInputStream(file))(Model.read)
    println(model.predict(Vectors.zeros(digits.features)))
  }
}
