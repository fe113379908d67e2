// For spark-shell:
//   spark-shell --jars target/treecast.jar -i examples/library/shell.scala
import org.apache.spark.ml.linalg.Vectors
import treecast.cluster.{LabeledRows, LabeledVector, SparkEngine}
import treecast.model.Model
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.training.{Trainer, TrainingListener, TrainingPlan}

val points = sc.parallelize(0 until 600, 4).map { i =>
  val (x, y) = ((i * 37 % 600) / 600.0, (i * 101 % 600) / 600.0)
  new LabeledVector(Vectors.dense(x, y), if (x > y) 1 else 0)
}
val rows = LabeledRows.of(points.toJavaRDD)
val net = new MultiLayerNet(rows.features, java.util.List.of(16), rows.classes, Activation.TANH, Initializer.of("xavier"), 0)
val plan = TrainingPlan.of(net, rows.count).withEpochs(60)
val engine = new SparkEngine(sc, rows.sharded(plan.batches.shards, 2), rows.sharded(plan.batches.shards, 2))
val trained = new Trainer(plan, engine).train(TrainingListener.NONE)
engine.close()
val model = sc.broadcast(new Model(net, trained.weights, trained.statistics))
val right = points.filter(point => model.value.predict(point.features) == point.label).count()
println(s"$right of ${rows.count} points are predicted right")
