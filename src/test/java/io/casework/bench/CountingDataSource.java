package io.casework.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts statements and commits on their way to the database. */
final class CountingDataSource extends DelegatingDataSource {

  private static final LongAdder statements = new LongAdder();
  private static final LongAdder rows = new LongAdder();
  private static final LongAdder commits = new LongAdder();
  private static final Map<String, LongAdder> byText = new ConcurrentHashMap<>();

  private static volatile boolean counting;

  CountingDataSource(DataSource target) {
    super(target);
  }

  static BeanPostProcessor counting() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && !(bean instanceof CountingDataSource)
            ? new CountingDataSource(source)
            : bean;
      }
    };
  }

  /** Counts from zero; only while it counts does it cost time. */
  static void start() {
    statements.reset();
    rows.reset();
    commits.reset();
    byText.clear();
    counting = true;
  }

  /** Prints the averages since the start; with {@code bench.statements}, each text. */
  static void stop(int cases) {
    counting = false;
    System.out.printf(
        "per case %.1f statements, %.1f rows written, %.2f commits%n",
        statements.sum() / (double) cases,
        rows.sum() / (double) cases,
        commits.sum() / (double) cases);
    if (Boolean.getBoolean("bench.statements")) {
      byText.entrySet().stream()
          .sorted(Comparator.comparingLong(entry -> -entry.getValue().sum()))
          .limit(70)
          .forEach(
              entry ->
                  System.out.printf(
                      "%6.2f %.150s%n",
                      entry.getValue().sum() / (double) cases,
                      entry.getKey().replaceAll("\\s+", " ")));
    }
  }

  @Override
  public Connection getConnection() throws java.sql.SQLException {
    var connection = super.getConnection();
    if (!counting) {
      return connection;
    }
    return (Connection)
        proxy(
            Connection.class,
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                commits.increment();
              }
              var result = invoke(connection, method, arguments);
              return result instanceof PreparedStatement statement
                  ? counted(statement, String.valueOf(arguments[0]))
                  : result;
            });
  }

  private static Object counted(PreparedStatement statement, String text) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "execute", "executeQuery", "executeUpdate", "executeBatch" -> {
              statements.increment();
              byText.computeIfAbsent(text, any -> new LongAdder()).increment();
            }
            default -> {}
          }
          if (method.getName().equals("addBatch") || method.getName().equals("executeUpdate")) {
            rows.increment();
          }
          return invoke(statement, method, arguments);
        });
  }

  private static Object proxy(Class<?> type, java.lang.reflect.InvocationHandler handler) {
    return Proxy.newProxyInstance(
        CountingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
