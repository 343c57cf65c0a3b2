/** The auditors' page: search the trail, read a record, follow a case. It changes nothing. */

import { byId, el } from '/rules/elements.js';
import { showRecord } from './record.js';
import { CHECKPOINT, query, server } from './server.js';
import { addRows, clearTable, markChosen, showReaders } from './table.js';
import { sealed, utc, words } from './words.js';

const INSTANTS = ['from', 'to'];
const PAGE = 50;

const form = byId('filter');
let last = null; // the last record shown
let shown = 0;
let searches = 0; // so that a late answer of an old search is not shown

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const hash = `#${query(filter())}`;
  if (location.hash === hash || (hash === '#' && location.hash === '')) {
    follow();
  } else {
    location.hash = hash; // the address names the search, so that a link to it can be sent
  }
});
byId('clear').addEventListener('click', () => {
  form.reset();
  form.requestSubmit();
});
byId('more').addEventListener('click', more);
byId('close').addEventListener('click', close);
byId('panel').addEventListener('keydown', (event) => event.key === 'Escape' && close());
byId('readers').addEventListener('toggle', async () =>
  showReaders(await server.readers()), { once: true });
window.addEventListener('hashchange', follow);

await Promise.all([fillActions(), showSeal()]);
follow();

/** What the form says; instants as the server wants them. */
function filter() {
  const said = Object.fromEntries(new FormData(form));
  for (const name of INSTANTS) {
    said[name] = said[name] && `${said[name].length === 16 ? `${said[name]}:00` : said[name]}Z`;
  }
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, value.trim()]));
}

function follow() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const field of form.elements) {
    if (field.name) {
      const value = said.get(field.name) ?? '';
      field.value = INSTANTS.includes(field.name) ? value.replace(/Z$/, '') : value;
    }
  }
  form.elements.order.value = said.get('order') ?? 'newest';
  byId('export').href = server.exportUrl(filter());
  close();
  clearTable();
  last = null;
  shown = 0;
  searches += 1;
  more();
}

async function more() {
  const search = searches;
  byId('wrong').textContent = '';
  try {
    const found = await server.search(filter(), last ?? undefined);
    if (search !== searches) {
      return;
    }
    addRows(found, open);
    last = found.at(-1)?.seq ?? last;
    shown += found.length;
    byId('more').hidden = found.length < PAGE;
    byId('nothing').hidden = shown > 0;
    byId('summary').textContent = `${shown} records${found.length < PAGE ? '' : ' and more'}`;
  } catch (refusal) {
    byId('summary').textContent = '';
    byId('wrong').textContent = refusal.message;
  }
}

function open(entry) {
  showRecord(entry);
  document.querySelector('main').classList.add('open');
  byId('panel').hidden = false;
  markChosen(entry.seq);
  byId('title').focus();
}

function close() {
  if (byId('panel').hidden) {
    return;
  }
  document.querySelector('main').classList.remove('open');
  byId('panel').hidden = true;
  (document.querySelector('tr.chosen button') ?? form.elements.case_id).focus();
  markChosen(null);
}

async function fillActions() {
  const actions = await server.actions().catch(() => []);
  form.elements.action.append(...actions.map((action) => el('option', { value: action }, words(action))));
}

async function showSeal() {
  const seal = sealed(await server.checkpoint().catch(() => null));
  byId('seal').replaceChildren(
    seal
      ? el('a', { href: CHECKPOINT }, `${seal.size} records signed${seal.time ? `, ${utc(seal.time)} UTC` : ''}`)
      : 'not sealed yet');
}
