/** Records, one row each. */

import { byId, el } from '/rules/elements.js';
import { query } from './server.js';
import { inShort, tone, utc, words } from './words.js';

export function clearTable() {
  byId('rows').replaceChildren();
}

export function addRows(entries, choose) {
  byId('rows').append(...entries.map((entry) => row(entry, choose)));
}

/** Marks the row of the record in the panel. */
export function markChosen(seq) {
  for (const each of byId('rows').children) {
    const chosen = each.dataset.seq === String(seq);
    each.classList.toggle('chosen', chosen);
    each.querySelector('button').setAttribute('aria-pressed', String(chosen));
  }
}

function row(entry, choose) {
  const open = el('button', { type: 'button', class: `name ${tone(entry.kind)}`, 'aria-pressed': 'false' }, words(entry.kind));
  const element = el(
    'tr',
    { 'data-seq': entry.seq },
    el('td', { class: 'number' }, String(entry.seq)),
    el('td', {}, utc(entry.at)),
    el('td', {}, entry.actor),
    el('td', {}, open),
    el('td', { class: 'aside' }, entry.case_id ? trail(entry.case_id) : ''),
    el('td', { class: 'aside short' }, inShort(entry.facts)),
  );
  element.addEventListener('click', (event) => event.target.closest('a') ?? choose(entry));
  return element;
}

function trail(caseId) {
  return el('a', { href: trailOf(caseId), title: `The whole trail of ${caseId}` }, caseId.slice(0, 8));
}

export function trailOf(caseId) {
  return `#${query({ case_id: caseId, order: 'oldest' })}`;
}

export function showReaders(readers) {
  byId('readers').querySelector('tbody').replaceChildren(
    ...readers.map(({ actor, cases, reads, last }) =>
      el('tr', {},
        el('td', {}, actor),
        el('td', { class: 'number' }, String(cases)),
        el('td', { class: 'number' }, String(reads)),
        el('td', {}, utc(last)))));
}
