package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.CaseworkTest;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.core.variable.scope.AbstractVariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What an expression in a model can name. */
@CaseworkTest
class StepBeansTests {

  @Autowired ProcessEngineConfigurationImpl engine;

  @Test
  void anExpressionNamesAStep() {
    assertThat(value("${enrichCase}")).isInstanceOf(JavaDelegate.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${dataSource}",
        "${environment}",
        "${cases}",
        "${jdbcClient}",
        "${identityService}"
      })
  void anExpressionNamesNothingElse(String expression) {
    assertThatThrownBy(() -> value(expression)).hasMessageContaining("Cannot resolve identifier");
  }

  private Object value(String expression) {
    AbstractVariableScope scope = new ExecutionEntity();
    return engine
        .getCommandExecutorTxRequired()
        .execute(
            context -> engine.getExpressionManager().createExpression(expression).getValue(scope));
  }
}
