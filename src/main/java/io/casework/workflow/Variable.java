package io.casework.workflow;

import java.util.function.Function;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/**
 * A process variable under one name, read and written as {@code T}.
 *
 * <p>Kept variables are what filters, timers of later transactions and Cockpit need. Passing ones
 * live until the transaction ends and cost no row: they hand a value from one element of a model to
 * the next.
 */
final class Variable<T> {

  private final String name;
  private final boolean kept;
  private final Function<Object, T> read;
  private final Function<T, Object> write;

  private Variable(String name, boolean kept, Function<Object, T> read, Function<T, Object> write) {
    this.name = name;
    this.kept = kept;
    this.read = read;
    this.write = write;
  }

  static <T> Variable<T> kept(String name, Function<Object, T> read, Function<T, Object> write) {
    return new Variable<>(name, true, read, write);
  }

  static <T> Variable<T> passing(String name, Function<Object, T> read, Function<T, Object> write) {
    return new Variable<>(name, false, read, write);
  }

  String name() {
    return name;
  }

  /** The value, or an error that names the variable. */
  T from(VariableScope scope) {
    var value = scope.getVariable(name);
    if (value == null) {
      throw new IllegalStateException("process variable %s is not set".formatted(name));
    }
    return read.apply(value);
  }

  T from(VariableScope scope, T otherwise) {
    var value = scope.getVariable(name);
    return value == null ? otherwise : read.apply(value);
  }

  void set(VariableScope scope, @Nullable T value) {
    scope.setVariable(name, typed(value));
  }

  /** The value as the engine takes it when a process is started. */
  Object typed(@Nullable T value) {
    return Variables.untypedValue(value == null ? null : write.apply(value), !kept);
  }
}
