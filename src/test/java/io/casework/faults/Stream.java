package io.casework.faults;

import java.io.IOException;

/** Events and decisions, a few every second, while something is done to the installation. */
final class Stream {

  private final World world;
  private volatile boolean open = true;

  private Stream(World world) {
    this.world = world;
  }

  static void during(World world, Deed deed) throws IOException, InterruptedException {
    var stream = new Stream(world);
    var thread = new Thread(stream::flow, "stream");
    thread.setDaemon(true);
    thread.start();
    try {
      deed.act();
    } finally {
      stream.open = false;
      thread.join();
    }
  }

  private void flow() {
    try {
      while (open) {
        world.write(6);
        world.send();
        world.decide(3);
        Thread.sleep(500);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is done to it. */
  interface Deed {
    void act() throws IOException, InterruptedException;
  }
}
