/** The leads' page: choose a rule, change it, try it, switch it off. */

import { byId } from './elements.js';
import { body, clear, fill, mark } from './form.js';
import { showHead, showLanguage, showTrial, showVersions } from './panel.js';
import { server } from './server.js';
import { showTable } from './table.js';

const NEW = {
  name: '',
  description: '',
  condition: { all: [{ field: 'amount_zar', op: 'gt', value: 10000 }, { field: 'channel', op: 'eq', value: 'api' }] },
  weight: '0.10',
  flag: null,
  hard_block: false,
  review: false,
  active: true,
};

let rules = [];
let chosen = null; // the rule in the panel; NEW for one that is not stored yet
let edited = false;

const filter = byId('filter');
const form = byId('rule');

filter.addEventListener('input', show);
filter.addEventListener('submit', (event) => event.preventDefault());
byId('create').addEventListener('click', () => mayLeave() && open(NEW));
byId('close').addEventListener('click', () => mayLeave() && close());
byId('panel').addEventListener('keydown', (event) => event.key === 'Escape' && mayLeave() && close());
form.addEventListener('input', () => { edited = true; });
form.addEventListener('submit', (event) => {
  event.preventDefault();
  change(save, 'Saved.');
});
byId('toggle').addEventListener('click', () =>
  mayLeave() && change(
    () => server.patch(chosen.id, chosen.version, { active: !chosen.active }),
    chosen.active ? 'Switched off.' : 'Switched on.',
  ));
byId('try').addEventListener('click', () =>
  busy(async () => showTrial(
    await server.test(body(chosen.id, chosen.active), form.elements.last.value.trim()),
  )));
byId('language').addEventListener('toggle', async () =>
  showLanguage(await server.facts(), await server.operators()), { once: true });
window.addEventListener('hashchange', follow);

await refresh();
follow();

async function refresh() {
  try {
    rules = await server.list();
    show();
  } catch (refusal) {
    byId('summary').textContent = refusal.message;
  }
}

function show() {
  const { text, state } = filter.elements;
  showTable(rules, { text: text.value, state: state.value }, chosen?.id, choose);
}

/** The address names the rule, so that a link to it can be sent. */
function choose(id) {
  if (!mayLeave()) {
    return;
  }
  if (location.hash === `#${id}`) {
    follow();
  } else {
    location.hash = id;
  }
}

function mayLeave() {
  return !edited || window.confirm('Leave this rule without saving what you changed?');
}

function follow() {
  const rule = rules.find((each) => each.id === location.hash.slice(1));
  if (rule) {
    open(rule);
  }
}

function open(rule) {
  chosen = rule;
  edited = false;
  fill(rule);
  showHead(rule, rule === NEW);
  document.querySelector('main').classList.add('open');
  byId('panel').hidden = false;
  show();
  byId('title').focus();
  if (rule !== NEW) {
    busy(async () => showVersions(await server.versions(rule.id), editFrom));
  }
}

function editFrom(version) {
  fill(version);
  edited = true;
}

function close() {
  const id = chosen?.id;
  chosen = null;
  edited = false;
  history.replaceState(null, '', location.pathname);
  document.querySelector('main').classList.remove('open');
  byId('panel').hidden = true;
  show();
  (document.querySelector(`tr[data-id="${id}"] button`) ?? byId('create')).focus();
}

function save() {
  return chosen === NEW
    ? server.create(body(null, true))
    : server.replace(chosen.id, chosen.version, body(null, chosen.active));
}

/** Runs a change, shows the rule as it is then, and says so. */
function change(action, success) {
  return busy(async () => {
    const rule = await action();
    await refresh();
    history.replaceState(null, '', `#${rule.id}`);
    open(rules.find((each) => each.id === rule.id) ?? rule);
    byId('done').textContent = success;
  });
}

async function busy(action) {
  const buttons = form.querySelectorAll('button');
  buttons.forEach((button) => { button.disabled = true; });
  clear();
  try {
    await action();
  } catch (refusal) {
    mark(refusal);
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}
