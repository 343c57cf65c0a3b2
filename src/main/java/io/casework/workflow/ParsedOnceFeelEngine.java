package io.casework.workflow;

import camundajar.impl.scala.util.Either;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.feel.impl.FeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.valuemapper.ValueMapper;

/**
 * The engine's own FEEL, with every cell of a decision table parsed once.
 *
 * <p>The engine parses each cell anew at each evaluation; for our two tables that took a third of
 * the processor time of a case. The texts come from deployed tables only, so they are few.
 */
@SuppressWarnings("deprecation") // the DMN engine calls just these methods
final class ParsedOnceFeelEngine extends FeelEngine {

  private final Map<String, Either<Failure, ParsedExpression>> expressions =
      new ConcurrentHashMap<>();
  private final Map<String, Either<Failure, ParsedExpression>> unaryTests =
      new ConcurrentHashMap<>();

  private ParsedOnceFeelEngine(FeelEngine engine) {
    super(engine.functionProvider(), engine.valueMapper(), engine.configuration(), engine.clock());
  }

  /** For the DMN engine's configuration. */
  static FeelEngineFactory factory() {
    return () ->
        new ScalaFeelEngine(List.of()) {
          @Override
          protected FeelEngine buildFeelEngine(
              CustomFunctionTransformer functions, ValueMapper.CompositeValueMapper values) {
            return new ParsedOnceFeelEngine(super.buildFeelEngine(functions, values));
          }
        };
  }

  @Override
  public Either<Failure, ParsedExpression> parseExpression(String text) {
    return expressions.computeIfAbsent(text, super::parseExpression);
  }

  @Override
  public Either<Failure, ParsedExpression> parseUnaryTests(String text) {
    return unaryTests.computeIfAbsent(text, super::parseUnaryTests);
  }
}
