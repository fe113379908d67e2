package com.example.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import treecast.model.Model;

/**
 * A service that answers with a model's class and its probability. It needs Treecast's jar,
 * spark-mllib-local with what that depends on, and jackson-databind: no Spark and no Hadoop. One
 * model serves any number of threads.
 */
public final class Service {
  private final Model model;

  /** Reads the model, {@code model.safetensors} of a run. */
  public Service(InputStream in) throws IOException {
    model = Model.read(in);
  }

  /** The label of the most probable class, and its probability. */
  public String answer(double[] features) {
    Vector probabilities = model.probabilities(Vectors.dense(features));
    int best = probabilities.argmax();
    return model.encoding().classes().labels().get(best) + " " + probabilities.apply(best);
  }

  /** Answers for each line of numbers on the command line, behind the file of the model. */
  public static void main(String[] arguments) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
      Service service = new Service(in);
      for (String line : Arrays.asList(arguments).subList(1, arguments.length)) {
        double[] features = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
        System.out.println(service.answer(features));
      }
    }
  }
}
