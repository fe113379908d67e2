package com.example.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import treecast.data.DataSet;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.nn.Activation;
import treecast.nn.Initializer;
import treecast.nn.MultiLayerNet;
import treecast.source.digits.DrawnDigits;
import treecast.training.Engine;
import treecast.training.LocalEngine;
import treecast.training.Outcome.Trained;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/** Trains a network in this JVM, evaluates it, saves it, reads it and predicts. */
public final class Smallest {
  private Smallest() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    DataSet digits = new DrawnDigits().examine();
    MultiLayerNet net =
        new MultiLayerNet(
            digits.features(), List.of(50), digits.classes(), Activation.RELU, Initializer.of("he"), 0);
    TrainingPlan plan = TrainingPlan.of(net, digits.trainRows());
    try (Engine engine = LocalEngine.of(digits, plan.batches().shards(), 2)) {
      Trained trained = new Trainer(plan, engine).train(TrainingListener.NONE);
      System.out.println(trained.evaluations().test().accuracy());
      Model model = new Model(net, trained.weights(), trained.statistics(), digits.encoding());
      Files.write(file, ModelFile.encode(model));
    }
    try (InputStream in = Files.newInputStream(file)) {
      System.out.println(Model.read(in).predict(Vectors.zeros(digits.features())));
    }
  }
}
