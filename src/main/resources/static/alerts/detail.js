/** One alert, beside the list. Everything is inserted as text, never as markup. */

import { byId, el, moment } from '/rules/elements.js';
import { severityTag, statusTag } from './list.js';
import { source, span, words } from './words.js';

const DEEDS = [
  ['acknowledge', 'Acknowledge', 'a'],
  ['take', 'Mine', 'm'],
  ['case', 'To a case …', 'c'],
  ['resolve', 'Resolve …', 'r'],
  ['assign', 'Give to …', ''],
  ['close', 'Close', ''],
  ['detach', 'Take out of the case …', ''],
];

/** Shows an alert with what can be done; `act` is told which deed. */
export function showDetail(alert, { act, close, open }) {
  const panel = byId('panel');
  panel.replaceChildren(
    bar(alert, close),
    el('p', { class: 'standing' }, severityTag(alert.severity), ' ', statusTag(alert),
      el('span', { class: 'soft' }, alert.assignee ? ` with ${alert.assignee}` : ' with nobody')),
    deeds(alert, act),
    el('p', { class: 'wrong', id: 'detail-wrong', role: 'alert' }),
    section('Why', facts(alert)),
    ...cases(alert),
    said(alert),
    ...(alert.others.length ? [section(`Of the same customer (${alert.others.length})`, others(alert, open))] : []),
    section('When it came', seen(alert)),
  );
  panel.hidden = false;
  byId('queue').classList.add('open');
}

export function hideDetail() {
  byId('panel').hidden = true;
  byId('panel').replaceChildren();
  byId('queue').classList.remove('open');
}

export function detailWrong(message) {
  const place = byId('detail-wrong');
  if (place) {
    place.textContent = message;
  }
  return place !== null;
}

function bar(alert, close) {
  const button = el('button', { type: 'button', id: 'close', 'aria-label': 'Close' }, '×');
  button.addEventListener('click', close);
  return el('div', { class: 'bar' }, el('h2', { id: 'title', tabindex: '-1' }, alert.subject), button);
}

function deeds(alert, act) {
  const unresolved = alert.status === 'open' || alert.status === 'acknowledged';
  const may = new Set(alert.may.map((deed) => (deed === 'attach' ? 'case' : deed)));
  const buttons = DEEDS.filter(([deed]) => may.has(deed)).map(([deed, text, key], index) => {
    const button = el(
      'button',
      { type: 'button', id: `deed-${deed}`, class: index === 0 && unresolved ? 'main' : '' },
      text,
      key ? el('kbd', {}, key) : null,
    );
    button.addEventListener('click', () => act(deed));
    return button;
  });
  return el('p', { class: 'buttons', id: 'deeds' }, ...buttons);
}

function facts(alert) {
  return el('dl', {}, ...terms([
    ['Reason', alert.reason],
    ['Score', alert.score],
    ['From', source(alert.source)],
    ['Its id there', alert.external_id],
    ['Raised', moment(alert.raised_at)],
    ['Created', alert.created_at && `${moment(alert.created_at)}, triaged ${span(alert.sla_seconds)} later`],
    ['Told', told(alert)],
    ['Note', alert.note],
    ['Last change', alert.version > 1 && `${moment(alert.changed_at)} by ${alert.changed_by}`],
    ['Alert', alert.alert_id],
  ]));
}

// A message that reached nobody must not look as if it had; crowds are told of together.
function told(alert) {
  const standing = { sent: '', waiting: ' (on its way)', failed: ' (not reached)' };
  return alert.told.length === 0
    ? alert.destinations.join(', ')
    : alert.told.map((each) => each.destination + standing[each.state]).join(', ');
}

function cases(alert) {
  const sections = [];
  if (alert.case_id) {
    sections.push(section('Case', alert.belongs_to
      ? caseLine(alert.belongs_to)
      : el('p', { class: 'soft' }, `${alert.case_id}: on its way, or in a queue that you do not see.`)));
  } else if (alert.open_cases.length) {
    sections.push(section(`Open cases of the same customer (${alert.open_cases.length})`,
      el('ul', { class: 'plain' }, ...alert.open_cases.map((each) => el('li', {}, caseLine(each))))));
  }
  if (!alert.names_customer && !alert.transaction_id) {
    sections.push(el('p', { class: 'soft' }, 'It names no customer.'));
  }
  return sections;
}

function caseLine(found) {
  return el('p', {},
    el('a', { href: `/cases/${found.case_id}` }, `Case ${found.case_id.slice(0, 8)}`),
    ` ${words(found.outcome ?? found.status)}`,
    el('span', { class: 'soft' }, ` ${[
      found.priority,
      found.route,
      `${found.amount.toLocaleString('en')} ${found.currency}`,
      found.assignee ? `with ${found.assignee}` : null,
      moment(found.received_at),
    ].filter(Boolean).join(' · ')}`));
}

function said(alert) {
  if (!alert.payload) {
    return section('What its source said', el('p', { class: 'soft' }, alert.transaction_id
      ? 'It is about a payment that was scored here; the score says why.'
      : 'No longer kept.'), payment(alert));
  }
  const { body, ...fields } = alert.payload;
  return section(
    alert.masked ? 'What its source said, masked' : 'What its source said',
    el('dl', {}, ...terms(Object.entries(fields).map(([name, value]) => [words(name), text(value)]))),
    body ? el('pre', { tabindex: '0', 'aria-label': 'Text' }, text(body)) : null,
  );
}

function payment(alert) {
  return alert.transaction_id
    ? el('p', {}, el('a', { href: `/api/v1/transactions/${alert.transaction_id}/score` }, 'Score and explanation'))
    : null;
}

function others(alert, open) {
  return el('ul', { class: 'plain' }, ...alert.others.map((other) => {
    const link = el('a', { href: `/alerts/${other.alert_id}` }, other.subject);
    link.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        open(other.alert_id);
      }
    });
    return el('li', {}, severityTag(other.severity), ' ', link,
      el('span', { class: 'soft' }, ` ${other.status} · ${moment(other.raised_at)}`));
  }));
}

function seen(alert) {
  if (alert.seen.length === 0) {
    return el('p', { class: 'soft' }, moment(alert.raised_at));
  }
  const [first, ...again] = alert.seen;
  return el('ul', { class: 'plain' },
    el('li', {}, `${moment(first.at)} from ${source(first.source)}`),
    ...again.slice(-10).map((each) =>
      el('li', {}, `${moment(each.at)} again from ${source(each.source)}`, el('span', { class: 'soft' }, ` ${each.duplicate}`))),
    again.length > 10 ? el('li', { class: 'soft' }, `${alert.repeats} times in all`) : null);
}

function section(title, ...children) {
  return el('section', {}, el('h3', {}, title), ...children);
}

function text(value) {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

function terms(rows) {
  return rows
    .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
    .flatMap(([term, value]) => [el('dt', {}, term), el('dd', {}, String(value))]);
}
