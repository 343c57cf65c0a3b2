package io.casework.workflow;

import io.casework.workflow.PathTaken.Visits;
import io.casework.workflow.Symbols.Ink;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.Association;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.jspecify.annotations.Nullable;

/**
 * A process model as SVG, drawn from its own diagram.
 *
 * <p>With a path, what a case ran through is filled and outlined thickly, and says how often and
 * since when (UTC).
 */
final class ModelPicture {

  private static final double MARGIN = 20;
  private static final double LABEL = 11;
  private static final double LABEL_WIDTH = 90;
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Drawing drawing;
  private final Symbols symbols;
  private final @Nullable PathTaken path;

  private ModelPicture(Drawing drawing, @Nullable PathTaken path) {
    this.drawing = drawing;
    this.symbols = new Symbols(drawing);
    this.path = path;
  }

  static String of(BpmnModelInstance model, String title, @Nullable PathTaken path) {
    var shapes = model.getModelElementsByType(BpmnShape.class);
    var edges = model.getModelElementsByType(BpmnEdge.class);
    var picture = new ModelPicture(canvas(shapes, edges, title), path);
    edges.forEach(picture::edge);
    shapes.forEach(picture::shape);
    return picture.drawing.end();
  }

  private static Drawing canvas(
      Collection<BpmnShape> shapes, Collection<BpmnEdge> edges, String title) {
    List<double[]> points = new ArrayList<>();
    shapes.forEach(shape -> corners(shape.getBounds(), points));
    shapes.forEach(shape -> label(shape.getBpmnLabel()).ifPresent(at -> corners(at, points)));
    edges.forEach(
        edge ->
            edge.getWaypoints()
                .forEach(point -> points.add(new double[] {point.getX(), point.getY()})));
    var left = points.stream().mapToDouble(point -> point[0]).min().orElse(0) - MARGIN;
    var top = points.stream().mapToDouble(point -> point[1]).min().orElse(0) - MARGIN;
    var right = points.stream().mapToDouble(point -> point[0]).max().orElse(0) + MARGIN;
    var bottom = points.stream().mapToDouble(point -> point[1]).max().orElse(0) + MARGIN;
    return new Drawing(left, top, right - left, bottom - top, title);
  }

  private static void corners(Bounds at, List<double[]> points) {
    points.add(new double[] {at.getX(), at.getY()});
    points.add(new double[] {at.getX() + at.getWidth(), at.getY() + at.getHeight()});
  }

  private void shape(BpmnShape shape) {
    if (!(shape.getBpmnElement() instanceof FlowNode node)) {
      return;
    }
    var ink = ink(node);
    var at = shape.getBounds();
    var visits = path == null ? Optional.<Visits>empty() : path.of(node.getId());
    drawing.group(
        node.getName()
            + visits
                .map(each -> ": %d×, first %s".formatted(each.times(), each.first()))
                .orElse(""));
    symbols.draw(node, at, ink);
    if (node instanceof Activity) {
      visits.ifPresent(each -> note(each, at, ink));
    } else if (node.getName() != null) {
      label(node.getName(), label(shape.getBpmnLabel()), at, ink);
    }
    drawing.endGroup();
  }

  /** Within the box, beside its sign: at its edges are flows and events. */
  private void note(Visits visits, Bounds at, Ink ink) {
    var times = visits.times() == 1 ? "" : visits.times() + "× ";
    drawing.text(
        at.getX() + 61, at.getY() + 5, 90, 8, ink.line(), times + SHORT.format(visits.first()));
  }

  private void edge(BpmnEdge edge) {
    var points = List.copyOf(edge.getWaypoints());
    if (edge.getBpmnElement() instanceof SequenceFlow flow) {
      var ink = ink(flow);
      line(points, ink, "none");
      arrow(points.get(points.size() - 2), points.get(points.size() - 1), ink);
      if (flow.getName() != null && edge.getBpmnLabel() != null) {
        label(flow.getName(), label(edge.getBpmnLabel()), edge.getBpmnLabel().getBounds(), ink);
      }
    } else if (edge.getBpmnElement() instanceof Association) {
      line(points, path == null ? Ink.PLAIN : Ink.NOT_TAKEN, "2 4");
    }
  }

  private void line(List<Waypoint> points, Ink ink, String dash) {
    var text = new StringBuilder();
    points.forEach(point -> text.append(point.getX()).append(',').append(point.getY()).append(' '));
    drawing.shape(
        "polyline",
        "points",
        text.toString().strip(),
        "fill",
        "none",
        "stroke",
        ink.line(),
        "stroke-width",
        ink.width(),
        "stroke-dasharray",
        dash);
  }

  private void arrow(Waypoint from, Waypoint to, Ink ink) {
    var length = Math.hypot(to.getX() - from.getX(), to.getY() - from.getY());
    var x = length == 0 ? 1 : (to.getX() - from.getX()) / length;
    var y = length == 0 ? 0 : (to.getY() - from.getY()) / length;
    drawing.shape(
        "polygon",
        "points",
        String.format(
            Locale.ROOT,
            "%.1f,%.1f %.1f,%.1f %.1f,%.1f",
            to.getX(),
            to.getY(),
            to.getX() - 11 * x + 5 * y,
            to.getY() - 11 * y - 5 * x,
            to.getX() - 11 * x - 5 * y,
            to.getY() - 11 * y + 5 * x),
        "fill",
        ink.line());
  }

  private void label(String name, Optional<Bounds> wanted, Bounds shape, Ink ink) {
    var centre = wanted.orElse(shape);
    drawing.text(
        centre.getX() + centre.getWidth() / 2,
        wanted.map(Bounds::getY).orElse(shape.getY() + shape.getHeight() + 5) - 1,
        LABEL_WIDTH,
        LABEL,
        ink.text(),
        name);
  }

  private static Optional<Bounds> label(@Nullable BpmnLabel label) {
    return Optional.ofNullable(label).map(BpmnLabel::getBounds);
  }

  private Ink ink(BaseElement element) {
    if (path == null) {
      return Ink.PLAIN;
    }
    return path.taken(element.getId()) ? Ink.TAKEN : Ink.NOT_TAKEN;
  }
}
