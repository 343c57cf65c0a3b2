package io.casework.workflow;

import camundajar.impl.scala.util.Either;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.feel.impl.FeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.SuccessfulEvaluationResult;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.impl.parser.ExpressionValidator;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.valuemapper.ValueMapper;

/**
 * The engine's own FEEL, with every cell of a decision table parsed once and the built-in functions
 * made once.
 *
 * <p>The engine parses each cell anew at each evaluation, and for each evaluation it makes all its
 * functions; for our two tables that took first a third, then a fourth of the processor time of a
 * case. The texts come from deployed tables only, so they are few.
 */
@SuppressWarnings("deprecation") // the DMN engine calls just these methods
final class ParsedOnceFeelEngine extends FeelEngine {

  private final Map<String, Either<Failure, ParsedExpression>> expressions =
      new ConcurrentHashMap<>();
  private final Map<String, Either<Failure, ParsedExpression>> unaryTests =
      new ConcurrentHashMap<>();

  private final FeelInterpreter interpreter;
  private final ExpressionValidator validator;
  private final FunctionProvider builtIn;

  private ParsedOnceFeelEngine(FeelEngine engine) {
    super(engine.functionProvider(), engine.valueMapper(), engine.configuration(), engine.clock());
    this.interpreter = new FeelInterpreter(valueMapper());
    this.validator = new ExpressionValidator(configuration().externalFunctionsEnabled());
    this.builtIn = new BuiltinFunctions(clock(), valueMapper()); // we add no functions of our own
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

  /**
   * What does not simply succeed is left to the engine, which says in its own words what is wrong.
   */
  @Override
  public EvaluationResult evaluate(ParsedExpression expression, Context variables) {
    if (validator.validateExpression(expression.expression()).isDefined()) {
      return super.evaluate(expression, variables);
    }
    try {
      var context = EvalContext.create(valueMapper(), builtIn).merge(variables);
      var value = interpreter.eval(expression.expression(), context);
      var failures = context.failureCollector().failures();
      if (failures.isEmpty() && !(value instanceof ValError || value instanceof ValFatalError)) {
        return new SuccessfulEvaluationResult(valueMapper().unpackVal(value), failures);
      }
    } catch (RuntimeException e) {
      // The engine will meet the same and report it.
    }
    return super.evaluate(expression, variables);
  }
}
