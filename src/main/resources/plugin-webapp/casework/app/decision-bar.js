/** The decision bar: three choices, a reason, a note. The rules it applies are in decision.js. */

import { DECISIONS, problems, reasonsFor, whyNote } from './decision.js';
import { el } from './elements.js';

const REASON_KEYS = 'abcdefghijklmopqrstuvwxyz'; // n is the note

export function decisionBar({ part, taskId, record, claim }) {
  const draft = `casework:decision:${taskId}`;
  let review = null;
  let enabled = false;

  const decision = () => checked(part('decisions'));
  const reasonCode = () => checked(part('reasons'));
  const given = () => ({ decision: decision(), reasonCode: reasonCode(), note: part('note').value });

  function open(opened) {
    review = opened;
    const suggested = radio(part('decisions'), review.suggested_decision);
    suggested?.closest('label').append(el('small', {}, 'suggested'));
    part('decisions').addEventListener('change', () => {
      showReasons(null);
      changed();
    });
    part('reasons').addEventListener('change', () => {
      showDefinition();
      changed();
    });
    part('note').addEventListener('input', changed);
    part('record').addEventListener('click', send);
    part('claimNow').addEventListener('click', claim);
    restore();
  }

  function enable(on) {
    enabled = on;
    part('decide').disabled = !on;
    part('claim').hidden = on;
  }

  function showReasons(chosen) {
    const fitting = reasonsFor(review, decision());
    part('because').hidden = !decision();
    part('reasons').replaceChildren(...fitting.map((reason, i) => {
      const input = el('input', { type: 'radio', name: 'reasonCode', value: reason.code });
      input.checked = reason.code === chosen;
      return el('label', { class: 'cw-reason', title: reason.definition },
        input, el('kbd', {}, REASON_KEYS[i] ?? ''), ' ', reason.label);
    }));
    const why = whyNote(review, decision());
    part('noteLabel').textContent = why ? `Note, required: ${why}` : 'Note, optional';
    part('note').required = Boolean(why);
    showDefinition();
  }

  function showDefinition() {
    const reason = reasonsFor(review, decision()).find((each) => each.code === reasonCode());
    part('definition').textContent = reason ? reason.definition : 'Choose a reason.';
  }

  /** Says what is missing and goes there; false where nothing is. */
  function complain() {
    const found = problems(review, given());
    mark(found);
    if (found.length) {
      const first = fields()[found[0].field];
      (first.querySelector('input') ?? first).focus();
    }
    return found.length > 0;
  }

  function mark(found) {
    say(found.map((problem) => problem.message));
    for (const [name, field] of Object.entries(fields())) {
      field.setAttribute('aria-invalid', found.some((problem) => problem.field === name));
    }
  }

  function fields() {
    return { decision: part('decisions'), reasonCode: part('reasons'), note: part('note') };
  }

  function say(messages) {
    part('problems').replaceChildren(...messages.map((message) => el('li', {}, message)));
    part('problems').hidden = !messages.length;
  }

  function send() {
    if (!complain() && !part('record').disabled) {
      part('record').disabled = true;
      record();
    }
  }

  function answer() {
    return review && enabled && !complain() ? { ...given(), note: part('note').value.trim() } : null;
  }

  function refused(error) {
    part('record').disabled = false;
    if (error?.message === 'camForm submission prevented') {
      return; // the page has said what is missing
    }
    const reason = String(error?.message ?? 'No reason was given.').replace(/^Cannot (complete task|submit task form) [^:]*: /, '');
    say([`The decision was not recorded. ${reason}`]);
  }

  function key(event) {
    if (enabled && event.ctrlKey && event.key === 'Enter') {
      event.preventDefault(); // Tasklist would complete as well, where the form has the focus
      send();
    }
    if (!enabled || event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) {
      return;
    }
    const number = Number(event.key);
    const reason = part('reasons').children[REASON_KEYS.indexOf(event.key)];
    if (DECISIONS[number - 1]) {
      choose(radio(part('decisions'), DECISIONS[number - 1]));
    } else if (event.key === 'n') {
      (part('because').hidden ? part('newNote') : part('note')).focus();
    } else if (event.key.length === 1 && reason && !part('because').hidden) {
      choose(reason.querySelector('input'));
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Keeps the draft in this tab, and takes back complaints that no longer hold. */
  function changed() {
    sessionStorage.setItem(draft, JSON.stringify(given()));
    if (!part('problems').hidden) {
      mark(problems(review, given()));
    }
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(draft) ?? '{}');
    const choice = radio(part('decisions'), kept.decision);
    if (choice) {
      choice.checked = true;
      part('note').value = kept.note ?? '';
      showReasons(kept.reasonCode);
    }
  }

  function forget() {
    sessionStorage.removeItem(draft);
  }

  return { open, enable, answer, refused, forget, key };
}

function checked(group) {
  return group.querySelector('input:checked')?.value ?? null;
}

function radio(group, value) {
  return [...group.querySelectorAll('input')].find((input) => input.value === value);
}

function choose(input) {
  input.focus();
  input.click();
}

function isWriting(target) {
  return target.matches('textarea, select, input:not([type=radio])') || target.isContentEditable;
}
