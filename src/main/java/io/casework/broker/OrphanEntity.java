package io.casework.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Keeps what is on disk for an entity that the configuration no longer knows.
 *
 * <p>Nobody can reach it, but nothing is lost either: it is there again when the entity is.
 */
final class OrphanEntity implements Entity {

  private final String path;
  private final TreeMap<Long, List<Change>> numbered = new TreeMap<>();
  private final List<Change> others = new ArrayList<>();
  private long bytes;

  OrphanEntity(String path) {
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  int messages() {
    return numbered.size();
  }

  @Override
  public void apply(Change change) {
    if (change instanceof Change.Stored stored) {
      numbered.put(stored.sequence(), listOf(change));
      bytes += stored.content().size();
    } else if (change instanceof Change.EventAppended event) {
      numbered.put(event.sequence(), listOf(change));
      bytes += event.content().size();
    } else if (change instanceof Change.Removed removed) {
      numbered.remove(removed.sequence());
    } else if (change instanceof Change.Counted counted) {
      append(counted.sequence(), change);
    } else if (change instanceof Change.Rewritten rewritten) {
      append(rewritten.sequence(), change);
    } else if (change instanceof Change.Deferred deferred) {
      append(deferred.sequence(), change);
    } else if (change instanceof Change.Activated activated) {
      List<Change> history = numbered.remove(activated.sequence());
      if (history != null) {
        history.add(change);
        numbered.put(activated.newSequence(), history);
      }
    } else {
      others.add(change);
    }
  }

  private static List<Change> listOf(Change change) {
    List<Change> history = new ArrayList<>();
    history.add(change);
    return history;
  }

  private void append(long sequence, Change change) {
    List<Change> history = numbered.get(sequence);
    if (history != null) {
      history.add(change);
    }
  }

  @Override
  public void snapshot(Consumer<Change> changes) {
    others.forEach(changes);
    numbered.values().forEach(history -> history.forEach(changes));
  }

  @Override
  public long bytes() {
    return bytes;
  }
}
