package io.casework.broker;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Remembers for processors how far they have read. */
final class InMemoryCheckpoints implements CheckpointStore {

  private final Map<String, PartitionOwnership> owners = new ConcurrentHashMap<>();
  private final Map<String, Checkpoint> checkpoints = new ConcurrentHashMap<>();

  @Override
  public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
    return Flux.fromIterable(owners.values());
  }

  @Override
  public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> claims) {
    return Flux.fromIterable(claims)
        .map(
            claim -> {
              claim.setLastModifiedTime(System.currentTimeMillis());
              claim.setETag(UUID.randomUUID().toString());
              owners.put(claim.getPartitionId(), claim);
              return claim;
            });
  }

  @Override
  public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
    return Flux.fromIterable(checkpoints.values());
  }

  @Override
  public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
    checkpoints.put(checkpoint.getPartitionId(), checkpoint);
    return Mono.empty();
  }
}
