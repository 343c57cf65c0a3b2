package io.casework.workflow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** An SVG picture in the making: no script, no style sheet, no reference, the same bytes again. */
final class Drawing {

  private static final String FONT = "Arial, Helvetica, sans-serif";

  /** What a letter takes of the line, in parts of the font's size. */
  private static final double LETTER = 0.53;

  private final StringBuilder svg = new StringBuilder();

  Drawing(double x, double y, double width, double height, String title) {
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"%s %s %s %s\" width=\"%s\" height=\"%s\">\n"
            .formatted(
                number(x),
                number(y),
                number(width),
                number(height),
                number(width),
                number(height)));
    svg.append("<title>").append(escaped(title)).append("</title>\n");
    shape("rect", "x", x, "y", y, "width", width, "height", height, "fill", "white");
  }

  /** One element; attributes as name, value, name, value … */
  void shape(String name, Object... attributes) {
    open(name, attributes);
    svg.insert(svg.length() - 1, '/').append('\n');
  }

  /** Begins a group that has a tooltip. */
  void group(String tooltip) {
    svg.append("<g><title>").append(escaped(tooltip)).append("</title>\n");
  }

  void endGroup() {
    svg.append("</g>\n");
  }

  /** Centred lines of text, as many as the width asks for. */
  void text(double centre, double top, double width, double size, String ink, String words) {
    var line = top + size;
    for (var part : wrapped(words, (int) (width / (size * LETTER)))) {
      open(
          "text",
          "x",
          centre,
          "y",
          line,
          "font-family",
          FONT,
          "font-size",
          size,
          "text-anchor",
          "middle",
          "fill",
          ink);
      svg.append(escaped(part)).append("</text>\n");
      line += size * 1.2;
    }
  }

  /** How high a text will be. */
  static double height(double width, double size, String words) {
    return wrapped(words, (int) (width / (size * LETTER))).size() * size * 1.2;
  }

  String end() {
    return svg + "</svg>\n";
  }

  private void open(String name, Object... attributes) {
    svg.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      var value = attributes[i + 1];
      svg.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(value instanceof Number number ? number(number.doubleValue()) : escaped(value))
          .append('"');
    }
    svg.append('>');
  }

  private static List<String> wrapped(String words, int most) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : words.strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > most) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String number(double value) {
    return BigDecimal.valueOf(Math.round(value * 10), 1).stripTrailingZeros().toPlainString();
  }

  private static String escaped(Object value) {
    return value
        .toString()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
