package treecast.exchange;

import java.util.List;

/**
 * Attribute of a node in an ONNX file.
 *
 * @param message its AttributeProto
 */
record OnnxAttribute(ProtobufMessage message) {
  private static final int NAME = 1;
  private static final int FLOAT = 2;
  private static final int INT = 3;
  private static final int INTS = 8;
  private static final int STRINGS = 9;
  private static final int TYPE = 20;
  private static final int TYPE_FLOAT = 1;
  private static final int TYPE_INT = 2;
  private static final int TYPE_INTS = 7;
  private static final int TYPE_STRINGS = 8;

  static OnnxAttribute number(String name, long value) {
    return named(name, TYPE_INT, new ProtobufMessage().number(INT, value));
  }

  static OnnxAttribute real(String name, float value) {
    return named(name, TYPE_FLOAT, new ProtobufMessage().real(FLOAT, value));
  }

  static OnnxAttribute numbers(String name, int... values) {
    ProtobufMessage message = new ProtobufMessage();
    for (int value : values) {
      message.number(INTS, value);
    }
    return named(name, TYPE_INTS, message);
  }

  static OnnxAttribute texts(String name, List<String> values) {
    ProtobufMessage message = new ProtobufMessage();
    values.forEach(value -> message.text(STRINGS, value));
    return named(name, TYPE_STRINGS, message);
  }

  private static OnnxAttribute named(String name, int type, ProtobufMessage value) {
    return new OnnxAttribute(value.text(NAME, name).number(TYPE, type));
  }
}
