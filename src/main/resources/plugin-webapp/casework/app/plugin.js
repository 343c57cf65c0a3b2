/**
 * What Tasklist shows beyond its own: the most urgent case first, and one line about the case on
 * each card. It imports nothing up front: a plugin that fails to load takes all of Tasklist along.
 */

const MOST_URGENT_FIRST = [
  { sortBy: 'priority', sortOrder: 'desc' },
  { sortBy: 'dueDate', sortOrder: 'asc' },
];
const COLLECT_FOR = 50;
const REFRESH_EVERY = 15_000;

/** Sets the sort where the reader has not chosen one. */
function sortByUrgency(paths) {
  const [path, search] = location.hash.replace(/^#/, '').split('?');
  const parameters = new URLSearchParams(search);
  if (paths.includes(path) && !parameters.has('sorting')) {
    parameters.set('sorting', JSON.stringify(MOST_URGENT_FIRST));
    history.replaceState(history.state, '', `#/?${parameters}`);
  }
}

const waiting = new Map();
const known = new Map();
const shown = new Map();
let ahead = 0;

/** Asks for a card; the cards drawn within a moment share one request. */
function ask(url, taskId) {
  if (waiting.size === 0) {
    setTimeout(() => fetchCards(url), COLLECT_FOR);
  }
  return new Promise((answer) => {
    waiting.set(taskId, [...(waiting.get(taskId) ?? []), answer]);
  });
}

async function fetchCards(url) {
  const asked = new Map(waiting);
  waiting.clear();
  const query = new URLSearchParams({ taskIds: [...asked.keys()].join(',') });
  const cards = await fetch(`${url}?${query}`, { headers: { Accept: 'application/json' } })
    .then((response) => {
      ahead = (Date.parse(response.headers.get('Date')) || Date.now()) - Date.now();
      return response.ok ? response.json() : [];
    })
    .catch(() => []); // a card without its line is still a card
  for (const card of cards) {
    known.set(card.task_id, card);
    asked.get(card.task_id)?.forEach((answer) => answer(card));
  }
}

function draw(node, card, { timeLeft }, { money, phrase }) {
  const clock = document.createElement('strong');
  const { text, tone } = timeLeft({
    dueAt: Date.parse(card.due_at),
    paused: card.paused,
    now: Date.now() + ahead,
  });
  clock.textContent = text;
  clock.dataset.tone = tone;
  const words = [card.priority, phrase(card.route), money(card.amount, card.currency)];
  if (card.escalation_level > 0) {
    words.push('escalated');
  } else if (card.breached && tone !== 'late') {
    words.push('breached');
  }
  node.replaceChildren(clock, ...words.map((word) => {
    const span = document.createElement('span');
    span.textContent = word;
    return span;
  }));
}

const card = {
  id: 'casework.card',
  pluginPoint: 'tasklist.card',
  priority: 9000,
  async render(node, { api, taskId }) {
    const asked = ask(`${api.tasklistApi}/plugin/casework/${api.engine}/cards`, taskId);
    const [clock, words] = await Promise.all([import('./clock.js'), import('./words.js')]);
    const show = (found) => {
      shown.set(node, () => draw(node, found, clock, words));
      shown.get(node)();
    };
    node.className = 'casework-card';
    if (known.has(taskId)) {
      show(known.get(taskId)); // Tasklist draws the list anew after each claim
    }
    show(await asked);
  },
};

setInterval(() => {
  for (const [node, redraw] of shown) {
    if (node.isConnected) {
      redraw();
    } else {
      shown.delete(node);
    }
  }
}, REFRESH_EVERY);

sortByUrgency(['', '/', '/login']); // whoever has to sign in first comes back to it
addEventListener('popstate', () => sortByUrgency(['', '/']));

export default [card];
