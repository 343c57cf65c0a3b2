/** The notes of a case, and the field that adds one. */

import { dateTime } from './clock.js';
import { el } from './elements.js';
import { send } from './server.js';

export function showNotes(part, { notes }) {
  part('notes').replaceChildren(
    ...(notes.length
      ? notes.map(({ author, at, text }) =>
          el('li', {},
            el('small', {}, `${author}, ${dateTime(at)}`),
            el('p', { class: 'cw-text' }, text)))
      : [el('li', { class: 'cw-none' }, 'Nobody has written anything yet.')]));
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
      showNotes(part, await send(`${url}/notes`, { text }));
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
