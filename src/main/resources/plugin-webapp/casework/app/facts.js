/** What is known of a case, section by section. Everything is inserted as text, never as markup. */

import { dateTime, span, timeOfDay } from './clock.js';
import { el } from './elements.js';
import { country, isMeasured, measure, money, phrase } from './words.js';

const SHOWN_AT_FIRST = 5;

export function showFacts(part, review) {
  showStake(part, review);
  showTransaction(part, review);
  showRules(part, review);
  showFindings(part, review);
  showExplanation(part, review);
  showLinks(part, review);
  showRelated(part, review);
}

function showStake(part, review) {
  const { amount, currency } = review.transaction;
  part('amount').textContent = money(amount, currency);
  part('suggested').textContent = `Suggested: ${phrase(review.action_suggested).toLowerCase()}`;
  part('standing').replaceChildren(
    tag(review.priority, `cw-${review.priority}`),
    tag(phrase(review.route)),
    ...(review.round > 1 ? [tag(`Round ${review.round}`, 'cw-warn')] : []),
    ...(review.escalation_level > 0
      ? [tag(review.escalation_level > 1 ? 'With the lead' : 'Escalated', 'cw-warn')]
      : []),
    ...(review.breached_at && review.due_at > review.server_time
      ? [tag(breach(review), 'cw-warn')]
      : []),
    ...review.flags.map((flag) => tag(phrase(flag))),
  );
}

function breach(review) {
  const at = `Breached ${timeOfDay(review.breached_at, review.server_time)}`;
  return review.breach_late_by >= 60 ? `${at}, noticed ${span(review.breach_late_by * 1000)} late` : at;
}

function showTransaction(part, review) {
  const { transaction, actor, context, event_time: eventTime, trace_id: trace } = review;
  const { geo } = transaction;
  part('transaction').replaceChildren(
    ...terms([
      ['Amount', el('strong', {}, money(transaction.amount, transaction.currency))],
      ['Merchant', [transaction.merchant, actor.merchant_id]],
      ['Time', [`${dateTime(eventTime)} here`, `${dateTime(eventTime, 'UTC')} UTC`]],
      ['Device', [transaction.device]],
      ['IP address', [transaction.ip]],
      ['Country', geo ? [country(geo.country), place(geo)] : []],
      ['Customer', [actor.user_id, actor.account_id]],
      ['Session', [context.session_id, trace && `trace ${trace}`]],
      ['Case', [review.case_id, context.featureset_id]],
    ]),
  );
}

function place({ lat, lon }) {
  return typeof lat === 'number' && typeof lon === 'number' ? `${lat}, ${lon}` : null;
}

function showRules(part, review) {
  const measured = review.findings
    .flatMap((finding) => Object.entries(finding.facts ?? {}))
    .filter(([, value]) => isMeasured(value))
    .sort(([, a], [, b]) => b.value / b.limit - a.value / a.limit);
  const rules = review.risk.rules_triggered;

  part('rules').replaceChildren(
    ...review.resolutions.map((earlier) =>
      el('p', { class: 'cw-reopened' },
        `Reopened. ${dateTime(earlier.decided_at)}: ${phrase(earlier.decision).toLowerCase()}`
        + ` (${phrase(earlier.reason_code).toLowerCase()}), by ${earlier.decided_by}.`)),
    rules.length
      ? el('ul', { class: 'cw-rules' }, ...rules.map((rule) => el('li', { title: rule }, phrase(rule))))
      : el('p', { class: 'cw-none' }, nobodyAsked(review)),
    el('dl', {}, ...terms(measured.map(([name, value]) => [
      phrase(name),
      el('span', { class: value.value >= value.limit ? 'cw-over' : '' }, measure(value)),
    ]))),
  );
}

function nobodyAsked(review) {
  return review.flags.includes('CONTROL_SAMPLE')
    ? 'No rule fired. The case was drawn at random, to see what low scores hide.'
    : 'No rule fired; the score alone brought it here.';
}

function showFindings(part, { findings }) {
  const missing = findings.filter((finding) => finding.status !== 'ok');
  // the explanation has a section of its own
  const known = findings.filter(({ status, source }) => status === 'ok' && source !== 'explanation');
  part('findings').replaceChildren(
    ...known.map((finding) =>
      el('li', {},
        el('h4', {}, phrase(finding.source)),
        el('p', {}, finding.summary),
        el('dl', { class: 'cw-inline' }, ...Object.entries(finding.facts ?? {}).map(([name, value]) =>
          el('div', {}, el('dt', {}, phrase(name)), el('dd', {}, measure(value))))))),
    ...missing.map((finding) =>
      el('li', { class: 'cw-missing' },
        el('h4', {}, phrase(finding.source), ' ', tag('Not available', 'cw-warn')),
        el('p', {}, finding.summary))),
    ...(findings.length ? [] : [el('li', { class: 'cw-none' }, 'Nothing is known: no source was asked.')]),
  );
}

function showExplanation(part, { risk, explanation }) {
  const longest = Math.max(...explanation.map((each) => Math.abs(each.contribution)), 0);
  const rows = explanation.map(({ feature, value, contribution }) => {
    const raises = contribution >= 0;
    const bar = el('i', { class: raises ? 'cw-raises' : 'cw-lowers' });
    bar.style.width = `${longest ? (Math.abs(contribution) / longest) * 50 : 0}%`;
    return el('tr', {},
      el('th', { scope: 'row' }, phrase(feature), ' ', el('small', {}, measure(value))),
      el('td', { class: 'cw-bar', 'aria-hidden': 'true' }, bar),
      el('td', { class: 'cw-number' },
        `${raises ? '+' : '−'}${Math.abs(contribution).toFixed(2)}`,
        el('span', { class: 'cw-unseen' }, raises ? ' raises the score' : ' lowers the score')));
  });
  part('explanation').replaceChildren(
    el('p', { class: 'cw-score' },
      el('strong', {}, score(risk.score)),
      ` ${risk.tier}, model ${risk.model_version ?? 'unknown'}`),
    rows.length
      ? el('table', { class: 'cw-bars' },
          el('caption', { class: 'cw-unseen' }, 'How each feature moved the score'),
          el('tbody', {}, ...rows))
      : el('p', { class: 'cw-none' }, 'The model gave no explanation.'),
  );
}

function showLinks(part, { links, alerts = [] }) {
  const items = [...alerts.map(alertLink), ...links.map(link)];
  part('links').replaceChildren(
    ...(items.length ? items : [el('li', { class: 'cw-none' }, 'The case came without links.')]));
}

/** An alert that the case was made of, or that was put to it. */
function alertLink(alert) {
  return el('li', {},
    el('a', { href: `/alerts/${encodeURIComponent(alert.alert_id)}`, target: '_blank', rel: 'noopener' },
      `Alert: ${alert.subject}`),
    el('small', {}, `${phrase(alert.severity)}, ${phrase(alert.status).toLowerCase()}, ${dateTime(alert.raised_at)}`));
}

function link({ label, url, host, allowed }) {
  const secure = /^https:\/\//i.test(url);
  if (allowed && secure) {
    return el('li', {},
      el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label),
      el('small', {}, host));
  }
  const reason = secure ? `${host} is not on the list of allowed hosts` : 'only https links are opened';
  return el('li', {}, label, el('small', {}, `not a link: ${reason}`));
}

function showRelated(part, { related }) {
  if (!related.length) {
    part('related').replaceChildren(el('p', { class: 'cw-none' }, 'This is the first case of this customer.'));
    return;
  }
  const rows = related.map((earlier) =>
    el('tr', { title: earlier.case_id },
      el('td', {}, dateTime(earlier.received_at)),
      el('td', { class: 'cw-number' }, money(earlier.amount, earlier.currency)),
      el('td', {}, phrase(earlier.route)),
      el('td', { class: 'cw-number' }, score(earlier.score)),
      el('td', {}, outcome(earlier))));
  const rest = rows.slice(SHOWN_AT_FIRST);
  const all = el('button', { type: 'button', class: 'cw-button' }, `Show all ${rows.length}`);
  const showRest = (shown) => {
    [...rest, all].forEach((each) => {
      each.hidden = shown === (each === all);
    });
  };
  all.addEventListener('click', () => showRest(true));
  showRest(!rest.length);
  part('related').replaceChildren(
    el('p', { class: 'cw-hint' }, summary(related)),
    el('table', { class: 'cw-related' },
      el('thead', {}, el('tr', {},
        el('th', { scope: 'col' }, 'Received'),
        el('th', { scope: 'col', class: 'cw-number' }, 'Amount'),
        el('th', { scope: 'col' }, 'Route'),
        el('th', { scope: 'col', class: 'cw-number' }, 'Score'),
        el('th', { scope: 'col' }, 'Outcome'))),
      el('tbody', {}, ...rows)),
    all);
}

/** How the earlier cases ended, in one line. */
function summary(related) {
  const counts = new Map();
  for (const { outcome: decided } of related) {
    const ending = decided ? endingOf(decided).toLowerCase() : 'open';
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  return [...counts].map(([ending, count]) => `${count} ${ending}`).join(', ');
}

const OUTCOMES = {
  confirm_fraud: 'Fraud confirmed',
  auto_cleared: 'Cleared without review',
};

function endingOf(decided) {
  return OUTCOMES[decided] ?? phrase(decided);
}

function outcome({ outcome: decided, status }) {
  return decided ? tag(endingOf(decided), `cw-${decided}`) : tag(phrase(status));
}

function score(value) {
  return typeof value === 'number'
    ? value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 4 })
    : 'unknown';
}

/** Terms and descriptions; what is unknown says so. */
function terms(rows) {
  return rows.flatMap(([term, value]) => {
    const lines = (Array.isArray(value) ? value : [value]).filter(Boolean);
    return [
      el('dt', {}, term),
      lines.length
        ? el('dd', {}, lines[0], ...lines.slice(1).map((line) => el('small', {}, line)))
        : el('dd', { class: 'cw-none' }, 'unknown'),
    ];
  });
}

function tag(text, kind = '') {
  return el('span', { class: `cw-tag ${kind}` }, text);
}
