import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inShort, isChange, said, sealed, tone } from '../../../main/resources/static/audit/words.js';

test('what is no checkpoint is no seal', () => {
  assert.equal(sealed(null), null);
  assert.equal(sealed(''), null);
  assert.equal(sealed('<html>\nno\n'), null);
});

test('a checkpoint tells how many records it signs, and when', () => {
  const note = 'casework/x\n1234\nq83vEjRWeJA=\ntime 2026-11-21T15:00:00.000Z\nlast 00\n\n— k AA==\n';
  assert.deepEqual(sealed(note), { size: 1234, time: '2026-11-21T15:00:00.000Z' });
  assert.deepEqual(sealed('o\n7\nroot\n\n— k AA==\n'), { size: 7, time: undefined });
});

test('facts are told on one line, changes with an arrow, tables elsewhere', () => {
  assert.equal(
    inShort({ status: { before: null, after: 'open' }, level: 1, tables: { 'sla-policy': {} } }),
    'status – → open · level 1');
});

test('nothing is a dash, and only a pair is a change', () => {
  assert.equal(said(''), '–');
  assert.equal(said(false), 'false');
  assert.equal(isChange(null), false);
  assert.equal(isChange({ before: 1 }), false);
});

test('refusals are loud and readings are quiet', () => {
  assert.equal(tone('access_refused'), 'refused');
  assert.equal(tone('case_read'), 'read');
  assert.equal(tone('case_resolved'), '');
});
