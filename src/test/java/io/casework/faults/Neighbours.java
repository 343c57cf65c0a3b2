package io.casework.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A feature store and a core banking that remember what they were asked, and how often. */
final class Neighbours implements AutoCloseable {

  /** How often each order came, by its idempotency key; questions by their path. */
  final Map<String, Integer> heard = new ConcurrentHashMap<>();

  private final HttpServer server;

  Neighbours() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/", this::answer);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    heard.merge(key == null ? exchange.getRequestURI().getPath() : key, 1, Integer::sum);
    var body = "{\"summary\":\"known\",\"facts\":{\"age_days\":400}}".getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
