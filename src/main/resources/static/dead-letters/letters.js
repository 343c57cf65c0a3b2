/** The page of refused messages: choose what is wrong, mend one or many, approve what others mended. */

import { byId, el, moment } from '/rules/elements.js';
import { server } from './server.js';
import { layOut, place } from './text.js';
import { compared, marked, said, showGroups, showHead, showLetters, showReplay, showTrial } from './view.js';

const PAUSE = 350; // after the last key, before the text is checked

const DEEDS = {
  resubmit: { text: 'Ask for approval to send', main: true },
  approve: { text: 'Approve', main: true },
  return: { text: 'Give back' },
  'take-up': { text: 'Take up' },
  'put-back': { text: 'Put back' },
  discard: { text: 'Nobody needs it', aside: true },
};

let groups = [];
let group = null;
let letter = null;
let edited = false;
let timer = null;
let checks = 0; // so that a late answer about an older text is not shown
let follows = 0; // likewise about an older replay

const body = byId('body');
const form = byId('decide');

byId('filter').addEventListener('change', refresh);
byId('filter').addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('submit', (event) => event.preventDefault());
body.addEventListener('input', () => {
  edited = true;
  byId('behind').replaceChildren(`${body.value}\n`);
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
});
byId('try').addEventListener('click', () => busy(async () => showTrial(await server.replay(wish(true))), 'many-wrong'));
byId('replay').addEventListener('click', () => busy(async () => {
  const replay = await server.replay(wish(false));
  byId('many').open = false;
  await refresh();
  await openGroup(group);
  if (letter) {
    show(await server.letter(letter.dead_letter_id));
  }
  follow(replay);
}, 'many-wrong'));
window.addEventListener('hashchange', fromAddress);

await refresh();
await fromAddress();

async function refresh() {
  try {
    groups = await server.groups(byId('filter').elements.state.value);
    const open = groups.reduce((sum, each) => sum + each.unfinished, 0);
    byId('summary').textContent = open === 0 ? 'nothing to be done' : `${open} to be done`;
    byId('nothing').hidden = groups.length > 0;
    showGroups(groups, group?.signature, choose);
  } catch (refusal) {
    byId('summary').textContent = refusal.message;
  }
}

/** The address names the letter, so that a link to it can be sent. */
async function fromAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id && id !== letter?.dead_letter_id) {
    await busy(async () => {
      const found = await server.letter(id);
      await openGroup(groups.find((each) => each.signature === found.signature)
        ?? { signature: found.signature, pointer: found.pointer, rule: found.rule, entity: found.entity, reason: found.reason, count: 1 });
      show(found);
    });
  }
}

function choose(chosen) {
  busy(async () => {
    await openGroup(chosen);
    location.hash = chosen.example_id;
    byId('title').focus();
  });
}

async function openGroup(chosen) {
  group = chosen;
  const letters = await server.letters(group.signature);
  byId('work').hidden = false;
  byId('title').textContent = `${group.pointer || 'The whole message'} ${group.rule}`;
  byId('where').textContent = `${group.reason} on ${group.entity} · ${letters.length} ${letters.length === 1 ? 'message' : 'messages'}${group.last_seen ? `, last ${moment(group.last_seen)}` : ''}`;
  byId('many').hidden = letters.filter((each) => each.state === 'open').length < 2;
  byId('trial').hidden = true;
  byId('replay-view').hidden = true;
  follows += 1;
  showLetters(letters, letter?.dead_letter_id, (id) => { location.hash = id; });
  showGroups(groups, group.signature, choose);
}

function show(found) {
  letter = found;
  edited = false;
  byId('letter').hidden = false;
  showHead(letter);
  for (const button of byId('letters').children) {
    button.setAttribute('aria-pressed', String(button.dataset.letter === letter.dead_letter_id));
  }
  const may = letter.may;
  const editing = may.includes('resubmit');
  const proposed = letter.proposal?.body ?? null;
  const came = layOut(letter.body ?? '');
  byId('editor').hidden = !editing;
  byId('left').hidden = editing;
  byId('left-title').textContent = editing ? 'Message' : 'As it came';
  if (editing) {
    body.value = layOut(proposed ?? letter.body);
    byId('behind').replaceChildren(...marked(body.value, proposed ? null : letter.flaw), '\n');
    verdict(proposed ? letter.proposed_flaw : letter.flaw);
  } else {
    byId('left').replaceChildren(...(proposed
      ? compared(came, layOut(proposed), 'del')
      : marked(came, letter.flaw ?? { pointer: letter.pointer })));
    byId('left').hidden = letter.body === null;
    byId('verdict').textContent = '';
  }
  showBeside(editing, came, proposed);
  form.reset();
  byId('reason-label').hidden = may.length === 0;
  byId('deeds').replaceChildren(...may.map(deedButton));
  byId('wrong').textContent = '';
  if (letter.repair?.bulk) {
    server.replayOf(letter.repair.repair_id).then(follow).catch(() => {});
  }
}

/** Beside the message: what was proposed, or how a good one looks at this place. */
function showBeside(editing, came, proposed) {
  const good = letter.last_good;
  const compare = !editing && proposed !== null;
  document.querySelector('.columns').classList.toggle('even', compare);
  byId('right').hidden = !compare && good === null;
  if (compare) {
    byId('right-title').textContent = `Mended by ${letter.repair.mended_by}`;
    byId('right').replaceChildren(...compared(layOut(proposed), came, 'ins'));
    byId('right-note').textContent = `Reason: ${letter.proposal.reason}`;
  } else if (good) {
    const text = layOut(JSON.stringify(good.fields));
    byId('right-title').textContent = `${good.pointer || 'All'} of the last good message`;
    byId('right').replaceChildren(...marked(text, { pointer: letter.pointer.slice(good.pointer.length) }));
    byId('right-note').textContent = `From ${good.producer}, ${moment(good.received_at)}. Personal values are not shown.`;
  } else {
    byId('right-title').textContent = '';
    byId('right-note').textContent = letter.proposal ? `Reason: ${letter.proposal.reason}` : '';
  }
}

function deedButton(deed) {
  const { text, main, aside } = DEEDS[deed];
  const button = el('button', { type: 'button', id: `deed-${deed}`, class: main ? 'main' : aside ? 'aside-deed' : '' }, text);
  button.addEventListener('click', () => busy(async () => {
    const reason = form.elements.reason.value.trim();
    const message = deed === 'resubmit' && edited ? { body: body.value } : {};
    const sent = deed === 'resubmit' && !edited && letter.proposal?.body ? { body: letter.proposal.body } : message;
    const answer = await server.deed(letter.dead_letter_id, deed, reason || Object.keys(sent).length > 0 ? { ...sent, reason } : {});
    await refresh();
    await openGroup(groups.find((each) => each.signature === group.signature) ?? group);
    show(answer);
  }));
  return button;
}

async function check() {
  checks += 1;
  const mine = checks;
  const { flaw } = await server.check(letter.dead_letter_id, body.value).catch((refusal) => ({
    flaw: { pointer: '', rule: refusal.message },
  }));
  if (mine === checks) {
    verdict(flaw);
    byId('behind').replaceChildren(...marked(body.value, flaw), '\n');
  }
}

function verdict(flaw) {
  const at = flaw && place(body.value, flaw.pointer);
  byId('verdict').className = flaw ? 'bad' : 'good';
  byId('verdict').textContent = flaw
    ? `${at ? `Line ${at.line}, ` : ''}${said(flaw)}`
    : 'Intake would take this message.';
}

function follow(replay) {
  follows += 1;
  const mine = follows;
  const deeds = replay.may.map((deed) => {
    const button = el('button', { type: 'button', id: `replay-${deed}`, class: deed === 'approve' ? 'main' : '' }, DEEDS[deed].text);
    button.addEventListener('click', () => busy(async () => {
      const said = deed === 'return' ? { reason: byId('replay-reason').value.trim() } : {};
      follow(await server.replayDeed(replay.repair.repair_id, deed, said));
      await refresh();
    }, 'replay-wrong'));
    return button;
  });
  showReplay(replay, deeds);
  const { approved = 0, sent = 0 } = replay.states;
  if (approved + sent > 0) {
    setTimeout(async () => {
      const later = mine === follows ? await server.replayOf(replay.repair.repair_id) : null;
      if (mine === follows) {
        follow(later);
        await refresh();
      }
    }, 1000);
  }
}

function wish(dryRun) {
  const patch = byId('patch').value.trim();
  try {
    return {
      signature: group.signature,
      patch: patch ? JSON.parse(patch) : null,
      reason: byId('many-reason').value.trim(),
      dry_run: dryRun,
    };
  } catch {
    throw new Error('The patch is not JSON.');
  }
}

async function busy(work, place = 'wrong') {
  byId(place).textContent = '';
  try {
    await work();
  } catch (refusal) {
    byId('letter').hidden = place === 'wrong' ? false : byId('letter').hidden;
    byId(place).textContent = refusal.message;
  }
}
