import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  measure,
  money,
  phrase,
} from '../../../main/resources/plugin-webapp/casework/app/words.js';

test('codes read as phrases', () => {
  assert.equal(phrase('NEW_RECEIVER_HIGH_AMOUNT'), 'New receiver high amount');
  assert.equal(phrase('payments_5_min'), 'Payments, 5 min');
  assert.equal(phrase('average_amount_30d'), 'Average amount, 30 days');
  assert.equal(phrase('KYC:DOCUMENT'), 'KYC document');
  assert.equal(phrase('confirm_fraud'), 'Confirm fraud');
  assert.equal(phrase('constructor'), 'Constructor');
});

test('what is not a code is shown as it came', () => {
  assert.equal(phrase('<img src=x>'), '<img src=x>');
});

test('amounts carry their currency, known or not', () => {
  assert.equal(money(18450, 'ZAR'), 'ZAR 18,450.00');
  assert.equal(money(5, 'points'), '5 points');
  assert.equal(money(undefined, 'ZAR'), 'amount unknown');
});

test('a fact with a limit reads as a comparison', () => {
  assert.equal(measure({ value: 9, limit: 10 }), '9 (limit 10)');
  assert.equal(measure(true), 'yes');
  assert.equal(measure(null), 'unknown');
});
