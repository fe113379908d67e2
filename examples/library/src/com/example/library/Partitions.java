package com.example.library;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import treecast.cluster.LabeledRows;
import treecast.cluster.LabeledVector;
import treecast.cluster.SparkEngine;
import treecast.model.Classifier;
import treecast.model.Model;
import treecast.nn.Activation;
import treecast.nn.Initializer;
import treecast.nn.MultiLayerNet;
import treecast.training.Engine;
import treecast.training.Outcome.Trained;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/** Training on an RDD of a program's own, and predictions for another, partition by partition. */
public final class Partitions {
  private static final int BATCH = 100;

  private Partitions() {}

  /** Trains a network with a hidden layer, data-parallel, in a Spark context that stays open. */
  public static Model train(
      JavaSparkContext spark, JavaRDD<LabeledVector> train, JavaRDD<LabeledVector> test) {
    LabeledRows rows = LabeledRows.of(train);
    MultiLayerNet net =
        new MultiLayerNet(
            rows.features(), List.of(20), rows.classes(), Activation.TANH, Initializer.of("xavier"), 0);
    TrainingPlan plan = TrainingPlan.of(net, rows.count()).withEpochs(5);
    int shards = plan.batches().shards();
    try (Engine engine =
        new SparkEngine(
            spark.sc(), rows.sharded(shards, 2), LabeledRows.of(test).sharded(shards, 2))) {
      Trained trained = new Trainer(plan, engine).train(TrainingListener.NONE);
      return new Model(net, trained.weights(), trained.statistics());
    }
  }

  /** Predicted class of each row. The model is broadcast, and predicts a hundred rows at once. */
  public static JavaRDD<Integer> predict(
      JavaSparkContext spark, Classifier model, JavaRDD<Vector> rows) {
    Broadcast<Classifier> shared = spark.broadcast(model);
    return rows.mapPartitions(partition -> predictions(shared.value(), partition));
  }

  private static Iterator<Integer> predictions(Classifier model, Iterator<Vector> rows) {
    List<Integer> classes = new ArrayList<>();
    while (rows.hasNext()) {
      List<Vector> batch = new ArrayList<>();
      while (rows.hasNext() && batch.size() < BATCH) {
        batch.add(rows.next());
      }
      model.probabilities(batch).forEach(probabilities -> classes.add(probabilities.argmax()));
    }
    return classes.iterator();
  }
}
