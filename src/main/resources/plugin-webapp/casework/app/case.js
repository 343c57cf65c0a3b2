/** The case on the analyst's screen: loads it, starts its clock, and leaves when the reader does. */

import { showAttachments } from './attachments.js';
import { timeLeft, timeOfDay } from './clock.js';
import { decisionBar } from './decision-bar.js';
import { inParts } from './elements.js';
import { showFacts } from './facts.js';
import { showNotes, writeNotes } from './notes.js';
import { ask } from './server.js';

const SECOND = 1000;

/**
 * Loads the case and shows it in the form. Answers with what the form needs afterwards: answer,
 * enable, recorded, refused, close.
 */
export async function openCase({ root, url, taskId, record, claim }) {
  const part = inParts(root);
  const bar = decisionBar({ part, taskId, record, claim });
  const left = new AbortController();
  let timer = null;

  const load = async () => {
    part('failure').hidden = true;
    part('loading').hidden = false;
    try {
      const review = await ask(url);
      showFacts(part, review);
      showNotes(part, review, url);
      bar.open(review);
      timer = startClock(part, review);
      writeNotes(part, url, taskId);
      showAttachments(part, `${url}/attachments`);
      part('page').hidden = false;
      document.addEventListener('keydown', bar.key, { signal: left.signal });
    } catch (refusal) {
      part('failureText').textContent =
        `The case cannot be shown, so it cannot be decided here. ${refusal.message}`;
      part('failure').hidden = false;
      part('retry').hidden = false;
    }
    part('loading').hidden = true;
  };
  part('retry').addEventListener('click', load);
  await load();

  return {
    answer: bar.answer,
    enable: bar.enable,
    recorded: bar.forget,
    refused: bar.refused,
    close: () => {
      clearInterval(timer);
      left.abort();
    },
  };
}

function startClock(part, review) {
  const ahead = Date.parse(review.server_time) - Date.now();
  const dueAt = Date.parse(review.due_at);
  const remindAt = Date.parse(review.remind_at);
  const clock = part('clock');

  const tick = () => {
    const now = Date.now() + ahead;
    const { text, tone } = timeLeft({ dueAt, remindAt, paused: review.paused, now });
    part('timeLeft').textContent = text;
    if (clock.dataset.tone !== tone) {
      const changed = 'tone' in clock.dataset;
      clock.dataset.tone = tone;
      part('dueAt').textContent = tone === 'paused' ? 'waiting for the customer' : `due ${timeOfDay(dueAt, now)}`;
      part('otherwise').textContent = otherwise(review, tone, timeOfDay(dueAt, now));
      part('clockNews').textContent = changed ? text : '';
    }
  };
  tick();
  return setInterval(tick, SECOND);
}

/** What happens if nobody acts. */
function otherwise(review, tone, due) {
  if (tone === 'paused') {
    return 'The clock stands still until the customer answers.';
  }
  if (tone === 'late') {
    return 'The time allowed has passed; the case is on its way up.';
  }
  if (review.escalation_level > 1) {
    return `If nobody decides by ${due}, the SOC is told again.`;
  }
  return `If nobody decides by ${due}, the case goes to ${
    review.escalation_level > 0 ? 'the fraud ops lead' : 'a senior analyst'
  } and the SOC is told.`;
}
