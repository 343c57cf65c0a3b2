/** The rules of a decision: what has to be said before it can be recorded. */

import { money, phrase } from './words.js';

export const DECISIONS = ['confirm_fraud', 'legit', 'partial'];

/** The reason codes that fit a decision. */
export function reasonsFor(review, decision) {
  return review.reason_codes.filter((reason) => reason.decisions.includes(decision));
}

/** Why this decision needs a note, or null where it needs none. */
export function whyNote(review, decision) {
  if (decision === 'partial') {
    return 'a partial decision has to say what stays open';
  }
  if (review.suggested_decision && decision && decision !== review.suggested_decision) {
    return `it differs from the suggestion (${phrase(review.suggested_decision)})`;
  }
  if (review.round > 1) {
    return 'the case was reopened';
  }
  const { amount, currency } = review.transaction;
  if (decision === 'legit' && amount > review.note_required_above) {
    return `the amount is above ${money(review.note_required_above, currency)}`;
  }
  return null;
}

/** What is missing in an answer: the field, and a sentence that names the field and the rule. */
export function problems(review, { decision, reasonCode, note }) {
  if (!DECISIONS.includes(decision)) {
    return [{ field: 'decision', message: 'Decision: choose one of the three.' }];
  }
  const found = [];
  if (!reasonsFor(review, decision).some((reason) => reason.code === reasonCode)) {
    found.push({
      field: 'reasonCode',
      message: `Reason code: choose one of the reasons for “${phrase(decision)}”.`,
    });
  }
  const why = whyNote(review, decision);
  if (why && !note.trim()) {
    found.push({ field: 'note', message: `Note: required, because ${why}.` });
  }
  return found;
}
