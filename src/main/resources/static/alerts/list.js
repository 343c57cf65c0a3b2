/** The list of alerts, the totals above it, and which row is meant. */

import { byId, el, moment } from '/rules/elements.js';
import { age, ending, late, mark, source, span, words } from './words.js';

export function showTotals(totals, chosen, choose) {
  byId('totals').replaceChildren(...totals.map(({ severity, open, acknowledged }) => {
    const pressed = chosen === severity.toLowerCase();
    const button = el(
      'button',
      {
        type: 'button',
        class: `total ${severity.toLowerCase()}${open + acknowledged === 0 ? ' none' : ''}`,
        'aria-pressed': String(pressed),
        title: `${open} not acknowledged, ${acknowledged} acknowledged`,
      },
      el('span', { 'aria-hidden': 'true' }, mark(severity)),
      ` ${words(severity.toLowerCase())} `,
      el('strong', {}, limited(open + acknowledged)),
      open > 0 ? el('span', { class: 'new' }, ` ${limited(open)} new`) : null,
    );
    button.addEventListener('click', () => choose(pressed ? '' : severity.toLowerCase()));
    return button;
  }));
}

function limited(count) {
  return count > 10_000 ? '10,000+' : count.toLocaleString('en');
}

/** Rows; `works` says whether they can be selected. */
export function showRows(alerts, { works, selected, current, now }) {
  byId('rows').replaceChildren(...alerts.map((alert) => row(alert, { works, selected, current, now })));
  document.querySelectorAll('.pick').forEach((cell) => { cell.hidden = !works; });
}

function row(alert, { works, selected, current, now }) {
  const { alert_id: id, severity, status } = alert;
  const pick = el('input', { type: 'checkbox', 'aria-label': 'Select' });
  pick.checked = selected.has(id);
  return el(
    'tr',
    { 'data-id': id, class: classes(alert, id === current) },
    works ? el('td', { class: 'pick' }, pick) : el('td', { class: 'pick', hidden: '' }),
    el('td', {}, severityTag(severity)),
    el('td', { class: 'what' },
      el('a', { href: `/alerts/${id}`, class: 'name' }, alert.subject),
      alert.repeats > 0 ? el('span', { class: 'again', title: 'how often it came again' }, ` ×${alert.repeats + 1}`) : null,
      el('span', { class: 'words' }, [alert.reason, alert.external_id].filter(Boolean).join(' · '))),
    ageCell(alert, now),
    el('td', { class: 'aside' }, source(alert.source)),
    el('td', { class: 'with' }, alert.assignee ?? el('span', { class: 'soft' }, 'nobody')),
    el('td', {}, statusTag(alert), alert.case_id ? el('span', { class: 'words' }, 'in a case') : null));
}

function classes(alert, current) {
  return [
    current ? 'chosen' : '',
    alert.status === 'resolved' || alert.status === 'closed' ? 'over' : '',
  ].filter(Boolean).join(' ');
}

function ageCell(alert, now) {
  const cell = el('td', { class: 'number age', title: moment(alert.raised_at) }, span(age(alert, now)));
  if (late(alert, now)) {
    cell.append(el('span', { class: 'late' }, 'late'));
  }
  return cell;
}

export function severityTag(severity) {
  return el('span', { class: `severity ${severity.toLowerCase()}` },
    el('span', { 'aria-hidden': 'true' }, `${mark(severity)} `), severity.toLowerCase());
}

export function statusTag(alert) {
  const text = alert.status === 'open' ? 'new' : alert.status;
  return el('span', { class: `state ${alert.status}` },
    alert.resolution ? `${text}: ${ending(alert.resolution)}` : text);
}

/** Ages go on without asking anybody. */
export function tick(alerts, now) {
  const rows = byId('rows').children;
  alerts.forEach((alert, each) => {
    const cell = rows[each]?.querySelector('.age');
    if (cell) {
      cell.replaceWith(ageCell(alert, now));
    }
  });
}

export function markCurrent(id) {
  for (const each of byId('rows').children) {
    const is = each.dataset.id === id;
    each.classList.toggle('chosen', is);
    if (is) {
      each.scrollIntoView({ block: 'nearest' });
    }
  }
}
