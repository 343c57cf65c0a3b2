import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  problems,
  reasonsFor,
  whyNote,
} from '../../../main/resources/plugin-webapp/casework/app/decision.js';

const review = (changes = {}) => ({
  round: 1,
  suggested_decision: null,
  note_required_above: 50_000,
  transaction: { amount: 100, currency: 'ZAR' },
  reason_codes: [
    { code: 'account_takeover', decisions: ['confirm_fraud', 'partial'] },
    { code: 'travel', decisions: ['legit'] },
  ],
  ...changes,
});

const amountOf = (amount) => review({ transaction: { amount, currency: 'ZAR' } });

test('partial always needs a note', () => {
  assert.match(whyNote(review(), 'partial'), /what stays open/);
});

test('a decision against the suggestion needs a note, one with it does not', () => {
  const suggested = review({ suggested_decision: 'confirm_fraud' });

  assert.match(whyNote(suggested, 'legit'), /differs from the suggestion \(Confirm fraud\)/);
  assert.equal(whyNote(suggested, 'confirm_fraud'), null);
});

test('a reopened case needs a note', () => {
  assert.match(whyNote(review({ round: 2 }), 'confirm_fraud'), /reopened/);
});

test('legitimate needs a note above the limit, not at it', () => {
  assert.equal(whyNote(amountOf(50_000), 'legit'), null);
  assert.match(whyNote(amountOf(50_000.01), 'legit'), /above ZAR 50,000/);
  assert.equal(whyNote(amountOf(50_000.01), 'confirm_fraud'), null);
});

test('only reasons that fit the decision are offered', () => {
  assert.deepEqual(reasonsFor(review(), 'legit').map((reason) => reason.code), ['travel']);
});

test('a complete answer has no problems', () => {
  const answer = { decision: 'legit', reasonCode: 'travel', note: '' };

  assert.deepEqual(problems(review(), answer), []);
});

test('a missing decision is the only complaint', () => {
  const found = problems(review(), { decision: null, reasonCode: null, note: '' });

  assert.deepEqual(found.map((problem) => problem.field), ['decision']);
});

test('a reason of another decision does not count', () => {
  const found = problems(review(), { decision: 'legit', reasonCode: 'account_takeover', note: '' });

  assert.deepEqual(found.map((problem) => problem.field), ['reasonCode']);
  assert.match(found[0].message, /^Reason code: .*Legitimate/);
});

test('a note of blanks is no note', () => {
  const found = problems(review(), { decision: 'partial', reasonCode: 'account_takeover', note: ' \n' });

  assert.deepEqual(found.map((problem) => problem.field), ['note']);
  assert.match(found[0].message, /^Note: required, because/);
});
