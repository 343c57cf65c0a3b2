package io.casework.decision.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes a logistic regression as ONNX, by the numbers of its protobuf schema: what a notebook
 * would export, without needing one.
 */
final class OnnxBytes {

  private static final int FLOAT = 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** One probability, {@code sigmoid(row x weights + bias)}. */
  static byte[] logisticRegression(float[] weights, float bias) {
    return model(weights, bias, graph -> {}, "fraud", 1);
  }

  /** The probabilities of both classes, in this order when not swapped. */
  static byte[] twoClasses(float[] weights, float bias, boolean swapped) {
    return model(
        weights,
        bias,
        graph ->
            graph
                .node("Sub", "legitimate", "one", "fraud")
                .node(
                    "Concat",
                    "probabilities",
                    swapped ? "fraud" : "legitimate",
                    swapped ? "legitimate" : "fraud"),
        "probabilities",
        2);
  }

  private static byte[] model(
      float[] weights, float bias, Consumer<OnnxBytes> more, String output, int columns) {
    var graph = new OnnxBytes();
    graph.node("MatMul", "product", "row", "weights").node("Add", "margin", "product", "bias");
    graph.node("Sigmoid", "fraud", "margin");
    more.accept(graph);
    graph.text(2, "graph");
    graph.tensor("weights", weights, weights.length, 1).tensor("bias", new float[] {bias}, 1);
    graph.tensor("one", new float[] {1}, 1);
    graph.value(11, "row", weights.length).value(12, output, columns);
    return new OnnxBytes()
        .number(1, 8)
        .message(7, graph)
        .message(8, new OnnxBytes().number(2, 13))
        .out
        .toByteArray();
  }

  private OnnxBytes node(String operator, String output, String... inputs) {
    var node = new OnnxBytes();
    for (var input : inputs) {
      node.text(1, input);
    }
    node.text(2, output).text(4, operator);
    if (operator.equals("Concat")) {
      node.message(5, new OnnxBytes().text(1, "axis").number(3, 1).number(20, 2));
    }
    return message(1, node);
  }

  private OnnxBytes tensor(String name, float[] values, int... shape) {
    var tensor = new OnnxBytes();
    for (var size : shape) {
      tensor.number(1, size);
    }
    var raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
  }

  private OnnxBytes value(int field, String name, int columns) {
    var shape =
        new OnnxBytes()
            .message(1, new OnnxBytes().text(2, "rows"))
            .message(1, new OnnxBytes().number(1, columns));
    var type = new OnnxBytes().message(1, new OnnxBytes().number(1, FLOAT).message(2, shape));
    return message(field, new OnnxBytes().text(1, name).message(2, type));
  }

  private OnnxBytes text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private OnnxBytes message(int field, OnnxBytes message) {
    return bytes(field, message.out.toByteArray());
  }

  private OnnxBytes bytes(int field, byte[] bytes) {
    varint(field << 3 | 2);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private OnnxBytes number(int field, int value) {
    varint(field << 3);
    varint(value);
    return this;
  }

  private void varint(int value) {
    int rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write(rest & 0x7f | 0x80);
    }
    out.write(rest);
  }
}
