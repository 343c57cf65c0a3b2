package io.casework.broker;

/** One reader of a topic: a queue of its own, and the rules that let messages in. */
record Subscription(QueueEntity queue, Rules rules) {}
