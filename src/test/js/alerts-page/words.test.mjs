import assert from 'node:assert/strict';
import { test } from 'node:test';

import { counted, ending, late, mark, outcome, span } from '../../../main/resources/static/alerts/words.js';

test('spans are said in the unit that people would choose', () => {
  assert.deepEqual(
    [-5, 0, 59, 60, 3_599, 3_600, 5_000, 90_000, 200_000].map(span),
    ['0 s', '0 s', '59 s', '1 min', '59 min', '1 h', '1 h 23 min', '1 d', '2 d'],
  );
});

test('a critical alert is late after a quarter of an hour, once acknowledged no longer', () => {
  const now = Date.parse('2026-11-20T10:16:00Z');
  const alert = { severity: 'CRITICAL', status: 'open', raised_at: '2026-11-20T10:00:00Z' };
  assert.equal(late(alert, now), true);
  assert.equal(late(alert, now - 60_000), false);
  assert.equal(late({ ...alert, status: 'acknowledged' }, now), false);
  assert.equal(late({ ...alert, severity: 'HIGH' }, now), false);
});

test('each severity has a mark of its own', () => {
  assert.equal(new Set(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].map(mark)).size, 4);
});

test('of many, those that were refused are told with their rule', () => {
  const done = { status: 200 };
  const refused = { status: 409, field: 'status', rule: 'an alert that is resolved stays so' };
  assert.equal(outcome([done, done], 'acknowledged'), '2 acknowledged.');
  assert.equal(
    outcome([done, refused, refused], 'acknowledged'),
    '1 acknowledged, 2 not: status an alert that is resolved stays so.',
  );
});

test('what is only counted so far says so', () => {
  assert.equal(counted(10_000, true), '10,000 and more');
  assert.equal(counted(3, false), '3');
  assert.equal(ending('confirm_fraud'), 'fraud confirmed');
  assert.equal(ending('false_positive'), 'false positive');
});
