/** One rule beside the table: what it said before, what it would catch, what it can ask. */

import { byId, el, moment, weight } from './elements.js';
import { state } from './table.js';

export function showHead(rule, isNew) {
  byId('title').textContent = isNew ? 'New rule' : rule.name;
  byId('origin').replaceChildren(
    ...(isNew
      ? ['Nothing counts before it is saved.']
      : [state(rule), ` version ${rule.version}, ${rule.updated_by}, ${moment(rule.updated_at)} · ${rule.id}`]),
  );
  byId('save').textContent = isNew ? 'Put in force' : 'Save';
  byId('toggle').hidden = isNew;
  byId('toggle').textContent = rule.active ? 'Switch off' : 'Switch on';
  byId('history').hidden = isNew;
  byId('trial').hidden = true;
}

export function showVersions(versions, takeOver) {
  byId('history').querySelector('ol').replaceChildren(
    ...versions.map((version, index) => {
      const take = el('button', { type: 'button' }, 'Edit from here');
      take.addEventListener('click', () => takeOver(version));
      return el(
        'li',
        {},
        el(
          'div',
          { class: 'line' },
          el('strong', {}, `Version ${version.version}`),
          el('span', { class: 'soft' }, `${version.updated_by}, ${moment(version.updated_at)}`),
          index === 0 ? null : take,
        ),
        el('div', {}, changes(version, versions[index + 1])),
      );
    }),
  );
}

/** What an edit changed, in words. */
function changes(version, before) {
  if (!before) {
    return `${version.words}; weight ${weight(version.weight)}`;
  }
  const said = [];
  const compare = (was, is, say) => {
    if (was !== is) {
      said.push(say);
    }
  };
  compare(before.name, version.name, `name “${version.name}”`);
  compare(before.words, version.words, version.words);
  compare(before.weight, version.weight, `weight ${weight(before.weight)} → ${weight(version.weight)}`);
  compare(before.flag, version.flag, `flag ${version.flag ?? 'taken away'}`);
  compare(before.hard_block, version.hard_block, version.hard_block ? 'blocks' : 'blocks no more');
  compare(before.review, version.review, version.review ? 'asks a person' : 'asks nobody');
  compare(before.active, version.active, version.active ? 'switched on' : 'switched off');
  compare(before.description, version.description, 'description');
  return said.join('; ') || 'written differently, the same meaning';
}

export function showTrial(result) {
  const share = (value) => (value === null ? 'not known' : `${(value * 100).toFixed(1)} %`);
  const lines = result.transactions === 0 ? [] : [
    ['Payments tried', result.transactions.toLocaleString('en')],
    ['Hits', `${result.hits.toLocaleString('en')} (${share(result.hit_rate)})`],
    ['Caught by no other rule', result.only_this_rule.toLocaleString('en')],
    ['Of known outcome', `${result.labelled_hits} hits, ${result.fraud_hits} of them fraud`],
    ['Precision', share(result.precision)],
    ['Frauds found (recall)', `${share(result.recall)} of ${result.frauds}`],
    ['Took', `${result.duration_ms} ms`],
  ];
  if (result.examples.length > 0) {
    lines.push(['For example', result.examples.join(', ')]);
  }
  byId('trial').replaceChildren(
    el('h3', {}, result.transactions === 0 ? 'There are no payments to try it on yet' : 'What it would have caught'),
    el('dl', {}, ...lines.flatMap(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])),
  );
  byId('trial').hidden = false;
}

export function showLanguage(facts, operators) {
  const table = (heads, rows) =>
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))))),
    );
  byId('language').querySelector('div').replaceChildren(
    table(
      ['Fact', 'Type', 'Meaning'],
      facts.map((fact) => [
        el('code', {}, fact.path),
        fact.type,
        fact.unit ? `${fact.meaning} (${fact.unit})` : fact.meaning,
      ]),
    ),
    table(
      ['Operator', 'Of', 'Value'],
      operators.map((operator) => [
        el('code', {}, operator.name),
        operator.fits.filter((type) => type !== 'any').join(', '),
        operator.takes,
      ]),
    ),
  );
}
