package com.example.library;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import treecast.cluster.LabeledVector;
import treecast.model.Classifier;

/** Rows of a DataFrame for a training, and a column of predictions. */
public final class DataFrames {
  private DataFrames() {}

  /**
   * Rows of a DataFrame for {@code LabeledRows.of}.
   *
   * @param features names of the columns with numbers
   * @param label name of the column with classes, from 0
   */
  public static JavaRDD<LabeledVector> rows(Dataset<Row> table, List<String> features, String label) {
    return table
        .toJavaRDD()
        .map(row -> new LabeledVector(vector(row, features), row.<Integer>getAs(label)));
  }

  private static Vector vector(Row row, List<String> features) {
    return Vectors.dense(
        features.stream().mapToDouble(name -> row.<Number>getAs(name).doubleValue()).toArray());
  }

  /** The table with a column {@code prediction}: the class that the model predicts. */
  public static Dataset<Row> predicted(Dataset<Row> table, List<String> features, Classifier model) {
    UDF1<Row, Integer> predict = row -> model.predict(vector(row, Arrays.asList(row.schema().fieldNames())));
    Column[] columns = features.stream().map(functions::col).toArray(Column[]::new);
    return table.withColumn(
        "prediction",
        functions.udf(predict, DataTypes.IntegerType).apply(functions.struct(columns)));
  }
}
