/**
 * The embedded Service Bus: queues, topics and event hubs over AMQP 1.0 on loopback, kept on disk,
 * for laptops and tests. Begin at {@link io.casework.broker.EmbeddedServiceBus}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.casework.broker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
