/** One record beside the table: who, when, from where, and what was before. */

import { byId, el } from '/rules/elements.js';
import { server } from './server.js';
import { trailOf } from './table.js';
import { isChange, said, utc, words } from './words.js';

/** Fields of a record that have a place of their own. */
const KNOWN = ['seq', 'at', 'actor', 'kind', 'case_id', 'facts'];

export function showRecord(entry) {
  byId('title').textContent = `${entry.seq} · ${words(entry.kind)}`;
  const more = Object.entries(entry).filter(([name, value]) => !KNOWN.includes(name) && value);
  byId('origin').replaceChildren(
    ...line('When', `${utc(entry.at)} UTC`),
    ...line('Who', entry.actor),
    ...more.flatMap(([name, value]) => line(words(name), said(value))));

  const facts = Object.entries(entry.facts);
  const changes = facts.filter(([, value]) => isChange(value));
  byId('changes').hidden = changes.length === 0;
  byId('changes').querySelector('tbody').replaceChildren(
    ...changes.map(([name, { before, after }]) =>
      el('tr', {},
        el('td', {}, words(name)),
        el('td', {}, el('del', {}, said(before))),
        el('td', {}, el('ins', {}, said(after))))));

  const others = facts.filter(([name, value]) => name !== 'tables' && !isChange(value));
  byId('facts').hidden = others.length === 0;
  byId('facts').querySelector('dl').replaceChildren(
    ...others.flatMap(([name, value]) => line(words(name), said(value))));

  showTables(entry.facts.tables);
  showCase(entry.case_id);
}

function showTables(tables) {
  byId('tables').hidden = !tables;
  byId('tables').querySelector('div').replaceChildren(
    ...Object.entries(tables ?? {}).flatMap(([name, { version, rows, inputs, outputs }]) => [
      el('p', {}, el('strong', {}, name), ` version ${version}, row ${rows.join(', ') || '–'}`),
      el('dl', {},
        ...Object.entries(inputs).flatMap(([input, value]) => line(input, said(value))),
        ...Object.entries(outputs).flatMap(([output, value]) => line(`→ ${output}`, said(value)))),
    ]));
}

async function showCase(caseId) {
  byId('case').hidden = !caseId;
  byId('bundles').replaceChildren();
  if (!caseId) {
    return;
  }
  byId('trail').setAttribute('href', trailOf(caseId));
  const bundles = await server.bundles(caseId).catch(() => []);
  byId('bundles').replaceChildren(
    ...(Array.isArray(bundles) && bundles.length
      ? bundles.map((bundle) =>
          el('p', {},
            el('a', { href: server.bundleUrl(caseId, bundle.version), download: '' },
              `Case bundle, version ${bundle.version}`)))
      : [el('p', { class: 'soft' }, 'No bundle was made of this case.')]));
}

function line(name, value) {
  return [el('dt', {}, name), el('dd', {}, value)];
}
