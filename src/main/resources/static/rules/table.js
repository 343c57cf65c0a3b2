/** All rules, one row each. */

import { byId, el, moment, weight } from './elements.js';

/** Rows of the rules that the filter lets through; the chosen one is marked. */
export function showTable(rules, filter, chosen, choose) {
  const shown = rules.filter((rule) => passes(rule, filter));
  byId('rows').replaceChildren(...shown.map((rule) => row(rule, rule.id === chosen, choose)));
  byId('rows').querySelector('.chosen')?.scrollIntoView({ block: 'nearest' });
  byId('nothing').hidden = shown.length > 0;
  const active = rules.filter((rule) => rule.active).length;
  byId('summary').textContent = `${active} in force, ${rules.length - active} switched off`;
}

function passes(rule, { text, state }) {
  const wanted = text.trim().toLowerCase();
  const said = [rule.id, rule.name, rule.words, rule.flag ?? '', rule.description];
  return (state === '' || rule.active === (state === 'active'))
    && (wanted === '' || said.some((each) => each.toLowerCase().includes(wanted)));
}

function row(rule, chosen, choose) {
  const name = el('button', { type: 'button', class: 'name', 'aria-pressed': String(chosen) }, rule.name);
  const element = el(
    'tr',
    { 'data-id': rule.id, class: `${rule.active ? '' : 'off'} ${chosen ? 'chosen' : ''}` },
    el('td', {}, name, el('div', { class: 'words' }, rule.words)),
    el('td', { class: 'number' }, weight(rule.weight)),
    el('td', { class: 'flag' }, ...breakable(rule.flag ?? '')),
    el('td', {}, ...effects(rule)),
    el('td', {}, state(rule)),
    el('td', { class: 'aside number' }, String(rule.version)),
    el('td', { class: 'aside' }, rule.updated_by, el('div', { class: 'words' }, moment(rule.updated_at))),
  );
  element.addEventListener('click', () => choose(rule.id));
  return element;
}

/** Long flags break after an underscore. */
function breakable(flag) {
  return flag.split(/(?<=_)/).flatMap((part) => [part, el('wbr')]);
}

function effects(rule) {
  return [
    rule.hard_block ? el('span', { class: 'tag blocks' }, 'blocks') : null,
    rule.review ? el('span', { class: 'tag asks' }, 'asks a person') : null,
  ].filter(Boolean);
}

export function state(rule) {
  return rule.active
    ? el('span', { class: 'tag on' }, 'in force')
    : el('span', { class: 'tag off' }, 'off');
}
