/** The notes of a case, the field that adds one, and the way to mend one's own. */

import { dateTime } from './clock.js';
import { el } from './elements.js';
import { send } from './server.js';

export function showNotes(part, review, url) {
  part('notes').replaceChildren(
    ...(review.notes.length
      ? review.notes.map((note) => line(part, review, note, url))
      : [el('li', { class: 'cw-none' }, 'Nobody has written anything yet.')]));
}

function line(part, review, note, url) {
  const head = el('small', {}, `${note.author}, ${dateTime(note.at)}`);
  const element = el('li', {}, head, el('p', { class: 'cw-text' }, note.text));
  if (note.version > 1) {
    head.append(`, edited ${dateTime(note.edited_at)}`);
  }
  if (note.author === review.viewer && review.status !== 'closed') {
    const edit = el('button', { type: 'button', class: 'cw-link', 'data-note': note.note_id, 'aria-label': `Edit the note of ${dateTime(note.at)}` }, 'Edit');
    edit.addEventListener('click', () => mend(part, review, note, url, element));
    head.append(' ', edit);
  }
  return element;
}

/** Puts a field in the note's place, until it is saved or left. */
function mend(part, review, note, url, element) {
  const field = el('textarea', { rows: 3, maxlength: 4000, 'aria-label': 'Text of the note' });
  const save = el('button', { type: 'button', class: 'cw-button' }, 'Save note');
  const leave = el('button', { type: 'button', class: 'cw-button' }, 'Cancel');
  const news = part('noteNews');
  field.value = note.text;
  const show = (now) => {
    showNotes(part, now, url);
    part('notes').querySelector(`[data-note="${note.note_id}"]`)?.focus();
  };
  const back = () => show(review);
  leave.addEventListener('click', back);
  // the screen's keys decide cases; here they are letters
  element.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      back();
    }
  });
  save.addEventListener('click', async () => {
    const text = field.value.trim();
    if (!text) {
      news.textContent = 'Note: write something first.';
      field.focus();
      return;
    }
    save.disabled = true;
    try {
      show(await send(`${url}/notes/${note.note_id}`, { text }));
      news.textContent = 'Note changed; the text before is kept.';
    } catch (refusal) {
      news.textContent = `The note was not changed. ${refusal.message}`;
      save.disabled = false;
    }
  });
  element.replaceChildren(field, save, ' ', leave);
  field.focus();
}

/** Adds notes to the case; what is not sent yet stays in this tab. */
export function writeNotes(part, url, taskId) {
  const draft = `casework:note:${taskId}`;
  const field = part('newNote');
  const button = part('addNote');
  const news = part('noteNews');
  field.value = sessionStorage.getItem(draft) ?? '';
  field.addEventListener('input', () => sessionStorage.setItem(draft, field.value));

  const add = async () => {
    const text = field.value.trim();
    if (!text) {
      news.textContent = 'Note: write something first.';
      field.focus();
      return;
    }
    button.disabled = true;
    try {
      showNotes(part, await send(`${url}/notes`, { text }), url);
      field.value = '';
      sessionStorage.removeItem(draft);
      news.textContent = 'Note added.';
    } catch (refusal) {
      news.textContent = `The note was not added; it is kept here. ${refusal.message}`;
    } finally {
      button.disabled = false;
    }
  };
  button.addEventListener('click', add);
}
