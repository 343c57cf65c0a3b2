package io.casework.broker;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.qpid.proton.amqp.Symbol;

/** Makes happen what a network, a disk and time do to a broker, when a test wants it. */
public final class BrokerFaults {

  private final BrokerLoop loop;
  private final BrokerContext context;
  private final BreakableDisk disk;

  BrokerFaults(BrokerLoop loop, BrokerContext context, BreakableDisk disk) {
    this.loop = loop;
    this.context = context;
    this.disk = disk;
  }

  /** Moves the time of messages and locks; access tokens live on in real time. */
  public void advanceClock(Duration by) {
    run(
        () -> {
          context.clock().advance(by);
          context.namespace().tick();
        });
  }

  /** Resets every TCP connection. */
  public int dropConnections() {
    return loop.call(
        () -> {
          List<AmqpConnection> dropped = loop.connections();
          dropped.forEach(AmqpConnection::reset);
          return dropped.size();
        });
  }

  /** Detaches all links that lead to entities, with an AMQP error condition. */
  public int detachLinks(String condition, String description) {
    return detach(path -> !path.isEmpty(), condition, description);
  }

  /** Detaches the links that lead to one entity. */
  public int detachLinks(String entity, String condition, String description) {
    return detach(Namespace.key(entity)::equals, condition, description);
  }

  private int detach(Predicate<String> paths, String condition, String description) {
    Refusal why = new Refusal(Symbol.valueOf(condition), description);
    return loop.call(
        () -> {
          int detached = 0;
          for (AmqpConnection connection : loop.connections()) {
            for (LinkHandler link : connection.links()) {
              if (paths.test(link.path())) {
                connection.detach(link, why);
                detached++;
              }
            }
          }
          return detached;
        });
  }

  /** Ends all locks of an entity, as if their time were up. */
  public void expireLocks(String entity) {
    run(() -> context.namespace().queue(entity).expireLocks());
  }

  public void expireLocks() {
    run(() -> context.namespace().expireLocks());
  }

  /** Makes all clients show their tokens again. */
  public void expireTokens() {
    run(() -> loop.connections().forEach(connection -> connection.access().forgetAll()));
  }

  public void refuseSends(String entity, String condition, int sends) {
    run(() -> plan().refuseSends(Namespace.key(entity), condition, sends));
  }

  /** Stores the next sends twice, as happens when a client sends again what had arrived. */
  public void repeatSends(String entity, int sends) {
    run(() -> plan().repeatSends(Namespace.key(entity), sends));
  }

  /** Delivers the next completed messages once more, as happens when an answer is lost. */
  public void repeatDeliveries(String entity, int deliveries) {
    run(() -> plan().repeatDeliveries(Namespace.key(entity), deliveries));
  }

  /** Lets an entity neither take nor hand out messages. */
  public void pause(String entity) {
    run(() -> plan().pause(Namespace.key(entity)));
  }

  public void resume(String entity) {
    run(
        () -> {
          plan().resume(Namespace.key(entity));
          context.namespace().stirAll();
        });
  }

  /** Lets clients wait for the answers to their sends. */
  public void delayAnswers(String entity, Duration by) {
    run(() -> plan().delay(Namespace.key(entity), by));
  }

  /** Closes new connections at once, as if there were no broker. */
  public void turnAwayConnections() {
    run(() -> loop.turnAway(true));
  }

  public void acceptConnections() {
    run(() -> loop.turnAway(false));
  }

  public void fillDisk() {
    disk.fillUp(true);
  }

  public void makeRoomOnDisk() {
    disk.fillUp(false);
  }

  private FaultPlan plan() {
    return context.namespace().faults();
  }

  private void run(Runnable work) {
    loop.call(
        () -> {
          work.run();
          return true;
        });
  }
}
