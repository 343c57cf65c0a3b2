// Drives the embedded broker with Microsoft's JavaScript SDKs.
// Each check prints "ok <name>"; the first one that fails ends the process with its error.
import assert from "node:assert/strict";
import { ServiceBusClient } from "@azure/service-bus";
import {
  EventHubConsumerClient,
  EventHubProducerClient,
  earliestEventPosition,
} from "@azure/event-hubs";

const connectionString = process.argv[2];
const bus = new ServiceBusClient(connectionString);

async function check(name, body) {
  await body();
  console.log(`ok ${name}`);
}

async function one(receiver) {
  const messages = await receiver.receiveMessages(1, { maxWaitTimeInMs: 10_000 });
  assert.equal(messages.length, 1, `nothing came from ${receiver.entityPath}`);
  return messages[0];
}

const sender = bus.createSender("js");
const receiver = bus.createReceiver("js");
const deadLetters = bus.createReceiver("js", { subQueueType: "deadLetter" });

await check("send and complete", async () => {
  await sender.sendMessages({
    body: { caseId: 7 },
    messageId: "m-1",
    subject: "case",
    applicationProperties: { route: "high-risk" },
  });
  const message = await one(receiver);
  assert.deepEqual(message.body, { caseId: 7 });
  assert.equal(message.applicationProperties.route, "high-risk");
  await receiver.completeMessage(message);
});

await check("batch", async () => {
  const batch = await sender.createMessageBatch();
  for (let i = 0; i < 10; i++) {
    assert.ok(batch.tryAddMessage({ body: `b${i}` }));
  }
  await sender.sendMessages(batch);
  const peeked = await receiver.peekMessages(20);
  assert.equal(peeked.length, 10);
  const received = [];
  while (received.length < 10) {
    received.push(...(await receiver.receiveMessages(10, { maxWaitTimeInMs: 5_000 })));
  }
  assert.deepEqual(received.map((message) => message.body), peeked.map((message) => message.body));
  await Promise.all(received.map((message) => receiver.completeMessage(message)));
});

await check("abandon", async () => {
  await sender.sendMessages({ body: "a" });
  const first = await one(receiver);
  await receiver.abandonMessage(first, { attempt: 1 });
  const second = await one(receiver);
  assert.equal(second.deliveryCount, 1);
  assert.equal(second.applicationProperties.attempt, 1);
  await receiver.completeMessage(second);
});

await check("renew a lock", async () => {
  await sender.sendMessages({ body: "r" });
  const message = await one(receiver);
  const until = await receiver.renewMessageLock(message);
  assert.ok(until.getTime() > Date.now());
  await receiver.completeMessage(message);
});

await check("defer", async () => {
  await sender.sendMessages({ body: "d" });
  const message = await one(receiver);
  await receiver.deferMessage(message);
  const [deferred] = await receiver.receiveDeferredMessages(message.sequenceNumber);
  assert.equal(deferred.body, "d");
  await receiver.completeMessage(deferred);
});

await check("dead-letter", async () => {
  await sender.sendMessages({ body: "poison" });
  await receiver.deadLetterMessage(await one(receiver), {
    deadLetterReason: "SCHEMA_INVALID",
    deadLetterErrorDescription: "riskScore is missing",
  });
  const dead = await one(deadLetters);
  assert.equal(dead.deadLetterReason, "SCHEMA_INVALID");
  assert.equal(dead.deadLetterErrorDescription, "riskScore is missing");
  await deadLetters.completeMessage(dead);
});

await check("schedule and cancel", async () => {
  const soon = new Date(Date.now() + 1_500);
  const [kept, cancelled] = await sender.scheduleMessages([{ body: "kept" }, { body: "no" }], soon);
  await sender.cancelScheduledMessages(cancelled);
  assert.equal((await receiver.peekMessages(5)).length, 1);
  const message = await one(receiver);
  assert.equal(message.body, "kept");
  assert.ok(message.sequenceNumber.gt(kept));
  await receiver.completeMessage(message);
});

await check("receive and delete", async () => {
  await sender.sendMessages([{ body: "x" }, { body: "y" }]);
  const deleting = bus.createReceiver("js", { receiveMode: "receiveAndDelete" });
  const messages = await deleting.receiveMessages(2, { maxWaitTimeInMs: 5_000 });
  assert.equal(messages.length, 2);
  await deleting.close();
});

await check("subscribe", async () => {
  const handled = [];
  const subscribed = bus.createReceiver("js");
  await new Promise((resolve, reject) => {
    subscribed.subscribe({
      processMessage: async (message) => {
        handled.push(message.body);
        if (handled.length === 3) setTimeout(resolve, 100);
      },
      processError: async (args) => reject(args.error),
    });
    sender.sendMessages([{ body: "1" }, { body: "2" }, { body: "3" }]).catch(reject);
  });
  assert.deepEqual(handled.sort(), ["1", "2", "3"]);
  await subscribed.close();
});

await check("sessions", async () => {
  const toSessions = bus.createSender("js-sessions");
  await toSessions.sendMessages([
    { body: "a1", sessionId: "A" },
    { body: "a2", sessionId: "A" },
    { body: "b1", sessionId: "B" },
  ]);
  const session = await bus.acceptSession("js-sessions", "A");
  await session.setSessionState("half done");
  assert.equal(await session.getSessionState(), "half done");
  await session.renewSessionLock();
  for (const body of ["a1", "a2"]) {
    const message = await one(session);
    assert.equal(message.body, body);
    await session.completeMessage(message);
  }
  const next = await bus.acceptNextSession("js-sessions");
  assert.equal(next.sessionId, "B");
  await next.completeMessage(await one(next));
  await session.close();
  await next.close();
});

await check("topic and rules", async () => {
  const rules = bus.createRuleManager("js-topic", "wanted");
  await rules.createRule("more", { sqlExpression: "route = 'wanted-too'" });
  const names = [];
  for await (const rule of rules.listRules()) names.push(rule.name);
  assert.deepEqual(names, ["route", "more"]);
  const toTopic = bus.createSender("js-topic");
  await toTopic.sendMessages([
    { body: "1", applicationProperties: { route: "wanted" } },
    { body: "2", applicationProperties: { route: "other" } },
    { body: "3", applicationProperties: { route: "wanted-too" } },
  ]);
  const subscription = bus.createReceiver("js-topic", "wanted");
  for (const body of ["1", "3"]) {
    const message = await one(subscription);
    assert.equal(message.body, body);
    await subscription.completeMessage(message);
  }
});

await bus.close();

const producer = new EventHubProducerClient(connectionString, "js-hub");
const consumer = new EventHubConsumerClient("learning", connectionString, "js-hub");

function read(count, startPosition) {
  return new Promise((resolve, reject) => {
    const bodies = [];
    const subscription = consumer.subscribe(
      "0",
      {
        processEvents: async (events) => {
          bodies.push(...events.map((event) => event.body));
          if (bodies.length >= count) {
            setTimeout(() => subscription.close().then(() => resolve(bodies), reject), 0);
          }
        },
        processError: async (error) => reject(error),
      },
      { startPosition, maxWaitTimeInSeconds: 1 },
    );
  });
}

await check("event hub: send a batch", async () => {
  const batch = await producer.createBatch({ partitionId: "0" });
  for (let i = 0; i < 5; i++) assert.ok(batch.tryAdd({ body: `e${i}` }));
  await producer.sendBatch(batch);
  await producer.sendBatch([{ body: "keyed" }], { partitionKey: "case-1" });
});

await check("event hub: properties", async () => {
  const hub = await producer.getEventHubProperties();
  assert.deepEqual(hub.partitionIds, ["0", "1"]);
  const partition = await consumer.getPartitionProperties("0");
  assert.ok(partition.lastEnqueuedSequenceNumber >= 4);
  assert.equal(partition.isEmpty, false);
});

await check("event hub: read from the earliest", async () => {
  const bodies = await read(5, earliestEventPosition);
  assert.deepEqual(bodies.slice(0, 5), ["e0", "e1", "e2", "e3", "e4"]);
});

await check("event hub: read from an offset", async () => {
  const bodies = await read(2, { offset: "2" });
  assert.deepEqual(bodies.slice(0, 2), ["e3", "e4"]);
});

await check("event hub: read from a sequence number, inclusive", async () => {
  const bodies = await read(3, { sequenceNumber: 2, isInclusive: true });
  assert.deepEqual(bodies.slice(0, 3), ["e2", "e3", "e4"]);
});

await producer.close();
await consumer.close();
process.exit(0);
