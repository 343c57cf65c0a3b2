/** The queue of alerts: what burns is on top; hands stay on the keys. */

import { byId } from '/rules/elements.js';
import { askCase, askLine, askResolution, dialogOpen } from './dialogs.js';
import { detailWrong, hideDetail, showDetail } from './detail.js';
import { markCurrent, showRows, showTotals, tick } from './list.js';
import { showRuns } from './runs.js';
import { now, server } from './server.js';
import { counted, outcome } from './words.js';

const REFRESH_EVERY = 15_000;
const TICK_EVERY = 5_000;
const SETTLE = 250; // moving on with j and k opens where one stops
const SIZE = 200;
const ID = /^\/alerts\/([0-9a-f-]{36})$/;

const filter = byId('filter');
const selected = new Set();
let severity = '';
let page = 0;
let listing = { items: [], totals: [], viewer: { works: false } };
let current = null;
let shown = null;
let settling = null;
let place = 0; // of the marked alert in the list, also once it has left it
let asked = 0; // so that a late answer to an older question is not shown

start();

async function start() {
  fromAddress();
  await refresh();
  const id = ID.exec(location.pathname)?.[1];
  if (id) {
    await open(id, { push: false });
  }
  setInterval(() => {
    if (!document.hidden && !dialogOpen() && !byId('queue').hidden) {
      refresh();
    }
  }, REFRESH_EVERY);
  setInterval(() => tick(listing.items, now()), TICK_EVERY);
}

// the address

function fromAddress() {
  const query = new URLSearchParams(location.search);
  severity = (query.get('severity') ?? '').toLowerCase();
  for (const name of ['status', 'assignee', 'source', 'q']) {
    if (query.has(name)) {
      filter.elements[name].value = query.get(name);
    }
  }
}

function toAddress(push = false) {
  const query = new URLSearchParams();
  const { status, assignee, source, q } = filter.elements;
  if (severity) {
    query.set('severity', severity);
  }
  if (status.value !== 'unresolved') {
    query.set('status', status.value);
  }
  for (const each of [assignee, source, q]) {
    if (each.value.trim()) {
      query.set(each.name, each.value.trim());
    }
  }
  const address = `${shown ? `/alerts/${shown.alert_id}` : '/alerts'}${query.size ? `?${query}` : ''}`;
  if (address !== location.pathname + location.search) {
    history[push ? 'pushState' : 'replaceState'](null, '', address);
  }
}

addEventListener('popstate', () => {
  const id = ID.exec(location.pathname)?.[1];
  if (id) {
    open(id, { push: false });
  } else {
    close(false);
  }
});

// the list

async function refresh() {
  asked += 1;
  const mine = asked;
  const { status, assignee, source, q } = filter.elements;
  const wanted = { sort: 'urgency', size: SIZE, page };
  const found = q.value.trim();
  // Whoever looks for one alert wants it whatever became of it.
  Object.entries({ severity, status: found ? '' : status.value, assignee: assignee.value, source: source.value, q: found })
    .filter(([, value]) => value)
    .forEach(([name, value]) => { wanted[name] = value; });
  try {
    const answer = await server.list(wanted);
    if (mine === asked) {
      listing = answer;
      byId('failure').textContent = '';
      draw();
    }
  } catch (refusal) {
    if (refusal.status === 403) {
      showView('runs'); // operations see how triage does, and no alerts
      byId('views').hidden = true;
    } else if (mine === asked) {
      byId('summary').textContent = '';
      byId('failure').textContent = `${refusal.message} What you see may be old; it is tried again.`;
    }
  }
}

function draw() {
  const { items, totals, mine, viewer } = listing;
  const here = new Set(items.map(({ alert_id: id }) => id));
  [...selected].filter((id) => !here.has(id)).forEach((id) => selected.delete(id));
  showTotals(totals, severity, (chosen) => {
    severity = chosen;
    page = 0;
    toAddress();
    refresh();
  });
  byId('summary').textContent = viewer.works ? `${counted(Math.min(mine, 10_000), mine > 10_000)} mine` : 'read only';
  byId('views').hidden = !viewer.watches;
  byId('counted').textContent = `${counted(listing.total, listing.more)} ${listing.total === 1 ? 'alert' : 'alerts'}`;
  byId('clear').hidden = !filtered();
  byId('nothing').hidden = items.length > 0;
  byId('nothing').textContent = filtered()
    ? 'No alert fits this filter.'
    : 'Nothing burns: every alert is resolved.';
  byId('pages').hidden = page === 0 && items.length < SIZE;
  byId('page').textContent = `page ${page + 1}`;
  byId('back').disabled = page === 0;
  byId('on').disabled = items.length < SIZE;
  place = current && here.has(current) ? items.findIndex(({ alert_id: id }) => id === current) : place;
  keepingFocus(() => showRows(items, { works: viewer.works, selected, current, now: now() }));
  drawSelection();
}

/** The rows are made anew; whoever stood on one by the Tab key still stands there. */
function keepingFocus(work) {
  const focused = document.activeElement;
  const id = byId('rows').contains(focused) ? focused.closest('tr').dataset.id : null;
  const kind = focused?.tagName;
  work();
  if (id) {
    byId('rows').querySelector(`tr[data-id="${id}"] ${kind}`)?.focus({ preventScroll: true });
  }
}

function filtered() {
  const { status, assignee, source, q } = filter.elements;
  return severity !== '' || status.value !== 'unresolved'
    || [assignee, source, q].some(({ value }) => value.trim() !== '');
}

function drawSelection() {
  byId('many').hidden = selected.size === 0;
  byId('selected').textContent = `${selected.size} selected`;
  byId('pick-all').checked = selected.size > 0 && selected.size === listing.items.length;
  byId('pick-all').indeterminate = selected.size > 0 && selected.size < listing.items.length;
  for (const row of byId('rows').children) {
    const box = row.querySelector('input');
    if (box) {
      box.checked = selected.has(row.dataset.id);
    }
  }
}

function select(id, on) {
  if (on) {
    selected.add(id);
  } else {
    selected.delete(id);
  }
  drawSelection();
}

byId('rows').addEventListener('click', (event) => {
  const id = event.target.closest('tr')?.dataset.id;
  if (!id) {
    return;
  }
  if (event.target.matches('input')) {
    select(id, event.target.checked);
  } else if (!event.target.closest('.pick') && !event.ctrlKey && !event.metaKey && event.button === 0) {
    event.preventDefault();
    open(id);
  }
});
byId('pick-all').addEventListener('change', (event) => {
  listing.items.forEach(({ alert_id: id }) => (event.target.checked ? selected.add(id) : selected.delete(id)));
  drawSelection();
});
byId('unselect').addEventListener('click', () => {
  selected.clear();
  drawSelection();
});
byId('many').addEventListener('click', (event) => {
  const deed = event.target.closest('[data-deed]')?.dataset.deed;
  if (deed) {
    many(deed);
  }
});
filter.addEventListener('submit', (event) => event.preventDefault());
filter.addEventListener('change', () => {
  page = 0;
  toAddress();
  refresh();
});
byId('clear').addEventListener('click', () => {
  filter.reset();
  severity = '';
  page = 0;
  toAddress();
  refresh();
});
byId('back').addEventListener('click', () => turn(-1));
byId('on').addEventListener('click', () => turn(1));

function turn(by) {
  page = Math.max(0, page + by);
  refresh();
  scrollTo(0, 0);
}

// one alert

async function open(id, { push = true, focus = true } = {}) {
  current = id;
  markCurrent(id);
  try {
    const found = await server.alert(id);
    if (current === id) {
      shown = found;
      draw1();
      toAddress(push);
      if (focus) {
        byId('panel').scrollTop = 0;
      }
    }
  } catch (refusal) {
    byId('failure').textContent = refusal.status === 404 ? 'There is no such alert.' : refusal.message;
  }
}

function draw1() {
  showDetail(shown, { act, close, open });
}

function close(push = true) {
  shown = null;
  hideDetail();
  if (push) {
    toAddress(true);
  }
}

/** Does something with the alert that is shown, else with the one that is marked. */
async function act(deed) {
  const alert = shown ?? await whole(current);
  if (!alert || !(alert.may.includes(deed) || deed === 'case' && alert.may.includes('attach'))) {
    return;
  }
  const deeds = {
    acknowledge: () => change(alert, { status: 'acknowledged' }),
    take: () => change(alert, { assignee: 'me' }),
    close: () => change(alert, { status: 'closed' }),
    resolve: () => askResolution(1, (why) => settle(server.change(alert, { status: 'resolved', ...why }), alert)),
    case: () => askCase(alert, ({ caseId, note }) =>
      settle(caseId === null ? server.open(alert) : server.attach(alert, caseId, note), alert)),
    detach: () => askLine('Take this alert out of its case', 'Reason', [], (reason) =>
      settle(server.detach(alert, reason), alert)),
    assign: async () => {
      const people = await server.people().catch(() => []);
      askLine('Give this alert to', 'User', names(people), (assignee) =>
        settle(server.change(alert, { assignee }), alert));
    },
  };
  await deeds[deed]();
}

function names(people) {
  return (people.items ?? people).map(({ user_id: id }) => id).filter(Boolean);
}

async function whole(id) {
  return id ? server.alert(id).catch(() => null) : null;
}

async function change(alert, wanted) {
  try {
    await settle(server.change(alert, wanted), alert);
  } catch (refusal) {
    if (!detailWrong(refusal.message)) {
      byId('failure').textContent = refusal.message;
    }
  }
}

/** After an action, also one that was refused, everything shows how it is now. */
async function settle(answer, alert) {
  let refused = null;
  await answer.catch((refusal) => {
    refused = refusal;
  });
  if (shown?.alert_id === alert.alert_id && (refused === null || refused.status === 409)) {
    shown = await server.alert(alert.alert_id);
    draw1();
  }
  refresh(); // whoever waits for the answer need not wait for the list
  if (refused !== null) {
    throw refused.status === 409
      ? new Error(`${refused.message}. ${refused.current ? `It is now ${refused.current.status}${refused.current.assignee ? ` with ${refused.current.assignee}` : ''}.` : ''}`)
      : refused;
  }
}

// many at once

async function many(deed) {
  const ids = [...selected];
  const finish = async (answers, done) => {
    answers.filter(({ status }) => status === 200).forEach(({ alert_id: id }) => selected.delete(id));
    await refresh();
    byId('summary').textContent = outcome(answers, done);
    if (shown && ids.includes(shown.alert_id)) {
      open(shown.alert_id, { push: false, focus: false });
    }
  };
  if (deed === 'resolve') {
    askResolution(ids.length, async (why) =>
      finish((await server.many('resolve', ids, why)).answers, 'resolved'));
  } else {
    try {
      await finish((await server.many('acknowledge', ids)).answers, 'acknowledged');
    } catch (refusal) {
      byId('failure').textContent = refusal.message;
    }
  }
}

// the keys

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  x: () => current && listing.viewer.works && select(current, !selected.has(current)),
  a: () => (selected.size ? many('acknowledge') : act('acknowledge')),
  r: () => (selected.size ? many('resolve') : act('resolve')),
  m: () => act('take'),
  c: () => act('case'),
  Enter: () => current && open(current),
  Escape: () => (shown ? close() : byId('unselect').click()),
  '/': () => filter.elements.q.focus(),
  '?': () => byId('help').showModal(),
};

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialogOpen() || byId('queue').hidden) {
    return;
  }
  if (event.target.matches('input:not([type=checkbox]), select, textarea')) {
    if (event.key === 'Escape') {
      event.target.blur();
    }
    return;
  }
  const key = KEYS[event.key];
  if (!key || event.key === 'Enter' && event.target.matches('button, a, input')) {
    return;
  }
  event.preventDefault();
  key();
});
byId('help-button').addEventListener('click', () => byId('help').showModal());

function move(by) {
  const ids = listing.items.map(({ alert_id: id }) => id);
  if (ids.length === 0) {
    return;
  }
  const at = ids.indexOf(current);
  // The one that was marked has left the list: where it stood stands the next.
  const to = at >= 0 ? at + by : current === null || by > 0 ? place : place - 1;
  place = Math.min(ids.length - 1, Math.max(0, to));
  current = ids[place];
  markCurrent(current);
  if (shown && shown.alert_id !== current) {
    clearTimeout(settling);
    settling = setTimeout(() => open(current, { push: false }), SETTLE);
  }
}

// how triage does

byId('to-queue').addEventListener('click', () => showView('queue'));
byId('to-runs').addEventListener('click', () => showView('runs'));

function showView(view) {
  const runs = view === 'runs';
  byId('queue').hidden = runs;
  byId('runs').hidden = !runs;
  filter.hidden = runs;
  byId('totals').hidden = runs;
  byId('help-button').hidden = runs;
  byId('to-queue').setAttribute('aria-pressed', String(!runs));
  byId('to-runs').setAttribute('aria-pressed', String(runs));
  if (runs) {
    byId('summary').textContent = '';
    showRuns(now()).catch((refusal) => { byId('failure').textContent = refusal.message; });
  } else {
    refresh();
  }
}
