/** Groups, letters and replays on the page. */

import { byId, el, moment } from '/rules/elements.js';
import { changedLines, place } from './text.js';

export function words(name) {
  return name.replaceAll('_', ' ');
}

const STATES = {
  open: 'open',
  mending: 'being mended',
  waiting: 'waits for approval',
  approved: 'approved',
  sent: 'on its way',
  accepted: 'taken',
  refused_again: 'refused again',
  discarded: 'discarded',
};

export function said(flaw) {
  return `${flaw.pointer || 'the whole message'}: ${flaw.rule}`;
}

export function showGroups(groups, chosen, choose) {
  byId('groups').replaceChildren(...groups.map((group) => {
    const button = el(
      'button',
      { type: 'button', 'aria-current': String(group.signature === chosen) },
      el('span', { class: 'place' }, group.pointer || 'the whole message'),
      el('span', { class: 'rule' }, group.rule),
      el('span', { class: 'soft' },
        el('span', {}, group.entity),
        el('span', { class: 'count' }, group.unfinished > 0 ? `${group.unfinished} of ${group.count}` : `${group.count} done`)),
    );
    button.addEventListener('click', () => choose(group));
    return el('li', {}, button);
  }));
}

export function showLetters(letters, chosen, choose) {
  byId('letters').replaceChildren(...letters.map((letter) => {
    const button = el(
      'button',
      { type: 'button', 'aria-pressed': String(letter.dead_letter_id === chosen), class: letter.state === 'open' ? '' : 'over', title: `${letter.dead_letter_id}, ${moment(letter.seen_at)}`, 'data-letter': letter.dead_letter_id },
      `${letter.dead_letter_id.slice(0, 8)} · ${STATES[letter.state]}`,
    );
    button.addEventListener('click', () => choose(letter.dead_letter_id));
    return button;
  }));
}

/** Head, state and history of a letter. */
export function showHead(letter) {
  byId('letter-title').textContent = `Message ${letter.dead_letter_id.slice(0, 8)}`;
  const repair = letter.repair;
  const who = repair && [
    repair.mended_by && `mended by ${repair.mended_by}`,
    repair.approved_by && `approved by ${repair.approved_by}`,
  ].filter(Boolean).join(', ');
  byId('letter-state').textContent =
    `${STATES[letter.state]}${who ? ` · ${who}` : ''} · ${letter.body_size.toLocaleString('en')} bytes · ${letter.dead_letter_id}`;
  byId('told').textContent = told(letter);
  const chain = letter.chain.length > 1 ? letter.chain : [];
  byId('chain').hidden = chain.length === 0;
  byId('chain').replaceChildren(...chain.map((each) =>
    el('li', {}, `${each.replay_count === 0 ? 'First' : `Replay ${each.replay_count}`}, ${moment(each.seen_at)}: ${each.reason}, ${each.description} · ${STATES[each.state]}`)));
}

function told(letter) {
  if (letter.proposal?.returned && letter.state === 'mending') {
    return `Given back: ${letter.proposal.returned}`;
  }
  if (letter.problem) {
    return `A replay left it behind. ${letter.problem}`;
  }
  if (letter.body_missing) {
    return `Not shown: ${letter.body_missing}.`;
  }
  if (!letter.whole) {
    return 'Only a part of this message was kept. It cannot be sent again from here.';
  }
  return '';
}

/** A text with its failing place marked. */
export function marked(text, flaw) {
  const at = flaw ? place(text, flaw.pointer) : null;
  return at
    ? [text.slice(0, at.start), el('mark', {}, text.slice(at.start, at.end)), text.slice(at.end)]
    : [text];
}

/** A text with the lines that the other has not. */
export function compared(text, other, element) {
  return changedLines(text, other).flatMap(({ line, changed }, index) =>
    [index > 0 ? '\n' : '', changed ? el(element, {}, line) : line]);
}

export function showTrial(trial) {
  const lines = [
    ['Tried', trial.letters],
    ['Would be taken', trial.would_pass],
    ['Would be refused', trial.would_fail.reduce((sum, each) => sum + each.count, 0)],
  ];
  if (trial.cannot_be_sent > 0) {
    lines.push(['Cannot be sent', trial.cannot_be_sent]);
  }
  byId('trial').hidden = false;
  byId('trial').replaceChildren(
    el('dl', {}, ...terms(lines)),
    ...trial.would_fail.map((each) => el('p', { class: 'wrong' }, `${each.count} × ${said(each)}`)),
  );
}

export function showReplay(replay, deeds) {
  const { repair, states, proposal } = replay;
  const lines = [
    ['Letters', repair.letters],
    ...Object.entries(states).map(([state, count]) => [STATES[state], count]),
    ['left behind', repair.left_behind],
    ['Proposed', `${repair.action} by ${repair.mended_by ?? '–'}${proposal ? `: ${proposal.reason}` : ''}`],
  ];
  if (proposal?.patch) {
    lines.push(['Patch', proposal.patch]);
  }
  if (proposal?.returned) {
    lines.push(['Given back', proposal.returned]);
  }
  byId('replay-view').hidden = false;
  byId('replay-view').replaceChildren(...[
    el('h3', {}, `Replay: ${words(repair.state)}`),
    el('dl', {}, ...terms(lines)),
    replay.may.includes('return')
      ? el('label', {}, 'Why it is given back ', el('input', { id: 'replay-reason', maxlength: '1000', autocomplete: 'off' }))
      : null,
    el('p', { class: 'buttons' }, ...deeds),
    el('p', { class: 'wrong', id: 'replay-wrong', role: 'alert' }),
  ].filter(Boolean));
}

function terms(lines) {
  return lines.flatMap(([term, value]) => [el('dt', {}, term), el('dd', {}, String(value))]);
}
