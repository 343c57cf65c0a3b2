/** A refused message in Tasklist: mended in one task, approved in the next, by two people. */

import { el, inParts } from './elements.js';
import { ask, send } from './server.js';

/**
 * Shows the message of a task.
 *
 * @param url of the task's message on the server
 * @param complete hands the task in with an answer and, when it is given back, a reason
 */
export async function openLetter({ root, url, complete }) {
  const part = inParts(root);
  let view;
  try {
    view = await ask(url);
  } catch (refusal) {
    tell(refusal.message);
    return;
  } finally {
    part('loading').hidden = true;
  }
  const { letter, proposal, repair } = view;
  part('page').hidden = false;
  part('head').textContent = letter
    ? `${letter.reason}: ${letter.description}`
    : `${repair.letters} messages that fail alike`;
  part('page-link').href = letter ? `/dead-letters#${letter.dead_letter_id}` : '/dead-letters';
  if (part('approve')) {
    approval();
  } else {
    mending();
  }

  function mending() {
    part('returned').textContent = proposal?.returned ? `Given back: ${proposal.returned}` : '';
    part('mend').hidden = letter === null;
    if (letter) {
      part('body').value = proposal?.body ?? letter.body ?? '';
      verdict(proposal ? letter.proposed_flaw : letter.flaw);
      part('body').addEventListener('change', () => busy(async () =>
        verdict((await send(`${url}/check`, { body: part('body').value })).flaw)));
    }
    part('handIn').addEventListener('click', () => busy(() => propose('send')));
    part('discard').addEventListener('click', () => busy(() => propose('discard')));
    part('putBack').addEventListener('click', () => complete('put_back', ''));
  }

  async function propose(action) {
    await send(`${url}/draft`, {
      action,
      body: part('body').value === letter.body ? null : part('body').value,
      reason: part('reason').value,
    });
    complete('handed_in', '');
  }

  function approval() {
    const lines = [
      ['Proposed by', repair.mended_by],
      ['What', repair.action === 'discard' ? 'nobody needs it: discard it' : 'send it again'],
      ['Reason', proposal?.reason ?? 'erased'],
    ];
    if (proposal?.patch) {
      lines.push(['Patch', proposal.patch]);
    }
    part('proposal').replaceChildren(
      ...lines.flatMap(([term, value]) => [el('dt', {}, term), el('dd', {}, value)]));
    part('before').textContent = letter?.body ?? '';
    part('after').textContent = proposal?.body ?? (letter ? 'as it came' : '');
    part('approve').addEventListener('click', () => complete('approved', ''));
    part('giveBack').addEventListener('click', () => complete('returned', part('reason').value));
  }

  function verdict(flaw) {
    part('verdict').textContent = flaw
      ? `${flaw.pointer || 'The whole message'}: ${flaw.rule}`
      : 'Intake would take this message.';
  }

  async function busy(work) {
    tell('');
    try {
      await work();
    } catch (refusal) {
      tell(refusal.message);
    }
  }

  function tell(text) {
    part('failureText').textContent = text;
    part('failure').hidden = !text;
  }

  return { refused: (error) => tell(error?.message ?? 'It was refused.') };
}
