package io.casework.alerts.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The drop folder is always watched, the other sources once they have an address. */
@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

  @Bean
  DropFolder dropFolder(
      SourceProperties properties, FileLedger ledger, ObjectMapper json, Clock clock) {
    return new DropFolder(
        properties.drop(),
        new FileDesk(new DropPlaces(properties.drop().folder()), ledger, json, clock),
        Map.of("csv", new CsvFormat(properties.csv()), "json", new MailFormat()));
  }

  @Bean
  @Conditional(MailboxHasHost.class)
  Mailbox mailbox(
      SourceProperties properties, SourcePositions positions, ObjectMapper json, Clock clock) {
    var mailbox = properties.mailbox();
    return new Mailbox(
        mailbox,
        new MailServer(mailbox, new MailToken(mailbox, json, clock)),
        new MailReader(),
        positions,
        clock);
  }

  @Bean
  @Conditional(TableHasAddress.class)
  TransactionTable transactionTable(
      SourceProperties properties, SourcePositions positions, Clock clock) {
    return new TransactionTable(properties.table(), positions, clock);
  }

  private static boolean has(ConditionContext context, String property) {
    return StringUtils.hasText(
        context.getEnvironment().getProperty("casework.alerts.sources." + property));
  }

  static final class MailboxHasHost implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata on) {
      return has(context, "mailbox.host");
    }
  }

  static final class TableHasAddress implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata on) {
      return has(context, "table.connection.url") || has(context, "table.connection.host");
    }
  }
}
