import assert from 'node:assert/strict';
import { test } from 'node:test';

import { timeLeft } from '../../../main/resources/plugin-webapp/casework/app/clock.js';

const MINUTE = 60_000;
const due = Date.parse('2026-11-20T12:00:00Z');
const at = (minutes, more = {}) =>
  timeLeft({ dueAt: due, remindAt: due - 30 * MINUTE, now: due + minutes * MINUTE, ...more });

test('time left counts hours, then minutes and seconds', () => {
  assert.equal(at(-1500).text, '1 d 1 h left');
  assert.equal(at(-94).text, '1 h 34 min left');
  assert.equal(at(-9.5).text, '9 min 30 s left');
});

test('the clock turns amber at the reminder and red when the time is up', () => {
  assert.equal(at(-30.1).tone, 'calm');
  assert.equal(at(-30).tone, 'soon');
  assert.equal(at(-0.1).tone, 'soon');
  assert.equal(at(0).tone, 'late');
  assert.equal(at(12).text, 'breached 12 min ago');
});

test('a paused clock stands still even past its due time', () => {
  assert.deepEqual(at(12, { paused: true }), { text: 'clock paused', tone: 'paused' });
});

test('a case without a due time says so', () => {
  assert.equal(timeLeft({ dueAt: NaN, now: due }).text, 'no due time');
});
