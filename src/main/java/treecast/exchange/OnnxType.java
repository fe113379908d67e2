package treecast.exchange;

import treecast.linalg.Precision;

/** Type of a tensor's elements in an ONNX file, with its number there. */
enum OnnxType {
  FLOAT(1, "float"),
  INT64(7, "int64"),
  STRING(8, "string"),
  DOUBLE(11, "double");

  private final int number;
  private final String word;

  OnnxType(int number, String word) {
    this.number = number;
    this.word = word;
  }

  static OnnxType of(Precision precision) {
    return precision == Precision.SINGLE ? FLOAT : DOUBLE;
  }

  /** Constant of TensorProto.DataType. */
  int number() {
    return number;
  }

  /** Name of the type, as ONNX spells it. */
  String word() {
    return word;
  }
}
