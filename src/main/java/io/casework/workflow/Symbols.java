package io.casework.workflow;

import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;

/** The signs of BPMN: circles, boxes and diamonds with what is in them. */
final class Symbols {

  private static final double NAME = 12;

  private final Drawing drawing;

  Symbols(Drawing drawing) {
    this.drawing = drawing;
  }

  void draw(FlowNode node, Bounds at, Ink ink) {
    if (node instanceof Event event) {
      event(event, at, ink);
    } else if (node instanceof Gateway gateway) {
      gateway(gateway, at, ink);
    } else if (node instanceof Activity activity) {
      activity(activity, at, ink);
    }
  }

  private void event(Event event, Bounds at, Ink ink) {
    var x = at.getX() + at.getWidth() / 2;
    var y = at.getY() + at.getHeight() / 2;
    var radius = at.getWidth() / 2;
    var dash = event instanceof BoundaryEvent edge && !edge.cancelActivity() ? "5 3" : "none";
    circle(x, y, radius, ink.fill(), ink.line(), event instanceof EndEvent ? 4 : 2, dash);
    if (!(event instanceof StartEvent || event instanceof EndEvent)) {
      circle(x, y, radius - 4, "none", ink.line(), 1.5, dash);
    }
    for (var child : event.getChildElementsByType(MessageEventDefinition.class)) {
      envelope(x, y, ink);
    }
    for (var child : event.getChildElementsByType(TimerEventDefinition.class)) {
      circle(x, y, 8, "none", ink.line(), 1.2, "none");
      path("M%s %sv-5m0 5l4 2".formatted(x, y), "none", ink);
    }
    for (var child : event.getChildElementsByType(CompensateEventDefinition.class)) {
      rewind(x, y, ink);
    }
  }

  private void gateway(Gateway gateway, Bounds at, Ink ink) {
    var x = at.getX() + at.getWidth() / 2;
    var y = at.getY() + at.getHeight() / 2;
    var half = at.getWidth() / 2;
    drawing.shape(
        "path",
        "d",
        "M%s %sl%s %sl-%s %sl-%s -%sz".formatted(x, y - half, half, half, half, half, half, half),
        "fill",
        ink.fill(),
        "stroke",
        ink.line(),
        "stroke-width",
        ink.width());
    if (gateway instanceof ExclusiveGateway) {
      path("M%s %sl14 14m0 -14l-14 14".formatted(x - 7, y - 7), "none", ink);
    } else if (gateway instanceof ParallelGateway) {
      path("M%s %sv20m-10 -10h20".formatted(x, y - 10), "none", ink);
    } else if (gateway instanceof EventBasedGateway) {
      circle(x, y, 13, "none", ink.line(), 1, "none");
      path("M%s %sl7 5l-3 8h-8l-3 -8z".formatted(x, y - 7), "none", ink);
    }
  }

  private void activity(Activity activity, Bounds at, Ink ink) {
    var calls = activity instanceof CallActivity;
    drawing.shape(
        "rect",
        "x",
        at.getX(),
        "y",
        at.getY(),
        "width",
        at.getWidth(),
        "height",
        at.getHeight(),
        "rx",
        10,
        "fill",
        ink.fill(),
        "stroke",
        ink.line(),
        "stroke-width",
        calls ? 4 : ink.width());
    var x = at.getX() + 14;
    var y = at.getY() + 13;
    if (activity instanceof UserTask) {
      circle(x, y - 2, 3.5, "none", ink.line(), 1.2, "none");
      path("M%s %sc0 -8 12 -8 12 0z".formatted(x - 6, y + 8), "none", ink);
    } else if (activity instanceof ServiceTask) {
      circle(x, y, 5, "none", ink.line(), 2.5, "2 1.5");
      circle(x, y, 3, "none", ink.line(), 1, "none");
    } else if (activity instanceof BusinessRuleTask) {
      path("M%s %sh15v11h-15zm0 4h15m-10 -4v11".formatted(x - 7, y - 5), "none", ink);
    }
    var middle = at.getX() + at.getWidth() / 2;
    var bottom = at.getY() + at.getHeight();
    if (calls || activity instanceof SubProcess) {
      path("M%s %sh12v-12h-12zm6 -2v-8m-4 4h8".formatted(middle - 6, bottom - 2), ink.fill(), ink);
    } else if (activity.isForCompensation()) {
      rewind(middle, bottom - 9, ink);
    }
    var height = Drawing.height(at.getWidth() - 8, NAME, activity.getName());
    var top = at.getY() + (at.getHeight() - height) / 2 - 1;
    drawing.text(middle, top, at.getWidth() - 8, NAME, ink.text(), activity.getName());
  }

  private void envelope(double x, double y, Ink ink) {
    path("M%s %sh16v11h-16zl8 6l8 -6".formatted(x - 8, y - 5.5), "none", ink);
  }

  private void rewind(double x, double y, Ink ink) {
    path("M%s %sl7 -5v10zm7 0l7 -5v10z".formatted(x - 7, y), "none", ink);
  }

  private void circle(
      double x, double y, double radius, String fill, String line, double width, String dash) {
    drawing.shape(
        "circle",
        "cx",
        x,
        "cy",
        y,
        "r",
        radius,
        "fill",
        fill,
        "stroke",
        line,
        "stroke-width",
        width,
        "stroke-dasharray",
        dash);
  }

  private void path(String path, String fill, Ink ink) {
    drawing.shape("path", "d", path, "fill", fill, "stroke", ink.line(), "stroke-width", 1.2);
  }

  /**
   * Colours of an element.
   *
   * @param width of its outline, so that the path can be told without colours
   */
  record Ink(String line, String fill, String text, double width) {

    static final Ink PLAIN = new Ink("#22242a", "white", "#22242a", 2);
    static final Ink TAKEN = new Ink("#0b5d2e", "#d9f0e1", "#10241a", 3);
    static final Ink NOT_TAKEN = new Ink("#9aa0a8", "white", "#6b717a", 1.2);
  }
}
