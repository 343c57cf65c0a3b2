package io.casework.workflow;

import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Refuses task queries that carry expressions, also inside {@code or()}, where the engine forgets
 * to look (CVE-2026-109432, without a repair in this edition). Filters that we store ourselves are
 * not queries of a caller and still work.
 */
final class QueryExpressionGuard extends CommandInterceptor {

  @Override
  public <T> T execute(Command<T> command) {
    if (command instanceof TaskQueryImpl query
        && Stream.concat(Stream.of(query), query.getQueries().stream())
            .anyMatch(part -> !part.getExpressions().isEmpty())) {
      throw new BadUserRequestException("expressions are not allowed in task queries");
    }
    return next.execute(command);
  }
}
