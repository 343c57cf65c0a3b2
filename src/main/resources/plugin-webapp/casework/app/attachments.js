/** The files of a case, and the button that adds one. */

import { dateTime } from './clock.js';
import { el } from './elements.js';
import { ask, sendFile } from './server.js';
import { size } from './words.js';

/** Lists the files; each is a link that saves it. */
export async function showAttachments(part, url) {
  const list = part('attachments');
  const field = part('newFile');
  const news = part('fileNews');

  const show = (files) =>
    list.replaceChildren(
      ...(files.length
        ? files.map((file) =>
            el('li', {},
              el('a', { href: `${url}/${encodeURIComponent(file.attachment_id)}`, download: '' }, file.name),
              el('small', {}, ` ${size(file.bytes)}, ${file.added_by}, ${dateTime(file.added_at)}`
                + (file.scan === 'clean' ? '' : ', not scanned'))))
        : [el('li', { class: 'cw-none' }, 'No files yet.')]));

  part('addFile').addEventListener('click', () => field.click());
  field.addEventListener('change', async () => {
    const [file] = field.files;
    if (!file) {
      return;
    }
    part('addFile').disabled = true;
    news.textContent = `Adding ${file.name}…`;
    try {
      show(await sendFile(url, { name: file.name, ...(await digest(file)) }, file));
      news.textContent = 'File added.';
    } catch (refusal) {
      news.textContent = `The file was not added. ${refusal.message}`;
    } finally {
      field.value = '';
      part('addFile').disabled = false;
    }
  });

  try {
    show(await ask(url));
  } catch (refusal) {
    news.textContent = `The files cannot be shown. ${refusal.message}`;
  }
}

/** The file's digest before it leaves; browsers compute it on https and on this machine only. */
async function digest(file) {
  if (!globalThis.crypto?.subtle) {
    return {};
  }
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return { sha256: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}
