/** Questions that an action asks before it is done. Each stays open until the server agreed. */

import { byId, el } from '/rules/elements.js';
import { words } from './words.js';

for (const button of document.querySelectorAll('dialog [data-close]')) {
  button.addEventListener('click', () => button.closest('dialog').close());
}

export function dialogOpen() {
  return document.querySelector('dialog[open]') !== null;
}

/** Opens a dialog; `done` gets its form and closes it by not throwing. */
function question(id, done, prepare = () => {}) {
  const dialog = byId(id);
  const form = dialog.querySelector('form');
  const wrong = dialog.querySelector('.wrong');
  form.reset();
  wrong.textContent = '';
  prepare(form);
  form.onsubmit = async (event) => {
    event.preventDefault();
    const go = form.querySelector('.main');
    go.disabled = true;
    wrong.textContent = '';
    try {
      await done(form);
      dialog.close();
    } catch (refusal) {
      wrong.textContent = refusal.message;
    } finally {
      go.disabled = false;
    }
  };
  dialog.showModal();
}

/** Why alerts are resolved. */
export function askResolution(count, done) {
  byId('resolve-title').textContent = count === 1 ? 'Resolve this alert' : `Resolve ${count} alerts`;
  question('resolve', (form) => {
    const reason = form.elements.reason.value;
    const note = form.elements.note.value.trim();
    if (!reason) {
      throw new Error('Choose why.');
    }
    if (!note) {
      form.elements.note.focus();
      throw new Error('A note is required: the next reader was not there.');
    }
    return done({ reason, note });
  });
}

byId('resolve').addEventListener('keydown', (event) => {
  const form = byId('resolve').querySelector('form');
  const typing = event.target === form.elements.note;
  if (!typing && /^[1-4]$/.test(event.key)) {
    event.preventDefault();
    form.elements.reason[Number(event.key) - 1].checked = true;
    form.elements.note.focus();
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

/** Where an alert goes: a new case, or an open one. */
export function askCase(alert, done) {
  const may = new Set(alert.may);
  const choices = [
    ...(may.has('case') ? [['new', 'a new case']] : []),
    ...alert.open_cases.map((each) =>
      [each.case_id, `case ${each.case_id.slice(0, 8)} of the same customer, ${words(each.status)}${each.assignee ? `, with ${each.assignee}` : ''}`]),
    ['other', 'another open case …'],
  ];
  // An open case of the same customer is where it most likely belongs.
  const first = alert.open_cases[0]?.case_id ?? choices[0][0];
  question('case', (form) => {
    const target = form.elements.target.value;
    const caseId = target === 'other' ? form.elements.other.value.trim() : target;
    if (!caseId) {
      form.elements.other.focus();
      throw new Error('Which case?');
    }
    return done({ caseId: caseId === 'new' ? null : caseId, note: form.elements.note.value.trim() || null });
  }, (form) => {
    byId('targets').replaceChildren(...choices.map(([value, label]) => {
      const radio = el('input', { type: 'radio', name: 'target', value });
      radio.checked = value === first;
      return el('label', {}, radio, ` ${label}`);
    }));
    const adapt = () => {
      byId('other-case').hidden = form.elements.target.value !== 'other';
      form.elements.note.closest('label').hidden = form.elements.target.value === 'new';
    };
    form.onchange = adapt;
    adapt();
  });
}

/** One line of text. */
export function askLine(title, label, suggestions, done) {
  byId('ask-title').textContent = title;
  byId('ask-label').textContent = label;
  byId('people').replaceChildren(...suggestions.map((value) => el('option', { value })));
  question('ask', (form) => {
    const answer = form.elements.answer.value.trim();
    if (!answer) {
      throw new Error('An answer is required.');
    }
    return done(answer);
  });
}
