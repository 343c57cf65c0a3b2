/** The form of a rule: filled from a rule, sent as a body, marked where the server refused. */

import { byId, weight } from './elements.js';
import { layOut, lineOf, locate } from './json.js';

const FIELDS = ['name', 'description', 'weight', 'flag', 'condition'];
const CONDITION = '/condition';

const form = byId('rule');

export function fill(rule) {
  form.elements.name.value = rule.name;
  form.elements.description.value = rule.description;
  form.elements.weight.value = weight(rule.weight);
  form.elements.flag.value = rule.flag ?? '';
  form.elements.hard_block.checked = rule.hard_block;
  form.elements.review.checked = rule.review;
  const text = layOut(rule.condition);
  form.elements.condition.value = text;
  form.elements.condition.rows = Math.min(20, Math.max(5, text.split('\n').length + 2));
  clear();
}

/** The condition goes out as it was written, so that the server sees what the lead sees. */
export function body(id, active) {
  const { elements } = form;
  const rule = {
    ...(id ? { id } : {}),
    name: elements.name.value,
    description: elements.description.value,
    flag: elements.flag.value.trim() || null,
    hard_block: elements.hard_block.checked,
    review: elements.review.checked,
    active,
  };
  const weighs = elements.weight.value.trim();
  const number = /^\d*\.?\d+$/.test(weighs) ? String(Number(weighs)) : JSON.stringify(weighs);
  return `${JSON.stringify(rule).slice(0, -1)},"weight":${number},"condition":${condition()}}`;
}

function condition() {
  const text = form.elements.condition.value;
  try {
    JSON.parse(text);
  } catch (wrong) {
    throw Object.assign(new Error(`is not JSON: ${wrong.message}`), { field: CONDITION });
  }
  return text;
}

/** Says what is wrong where it is wrong. */
export function mark(refusal) {
  clear();
  const field = FIELDS.find((name) => `${refusal.field}/`.startsWith(`/${name}/`));
  if (!field) {
    const at = /^\//.test(refusal.field) || refusal.field === 'last' ? `${refusal.field}: ` : '';
    byId('rule-wrong').textContent = at + refusal.message;
    return;
  }
  const input = form.elements[field];
  input.setAttribute('aria-invalid', 'true');
  byId(`${field}-wrong`).textContent = refusal.message;
  input.focus();
  if (field === 'condition') {
    markCondition(input, refusal);
  }
}

function markCondition(input, refusal) {
  if (!isJson(input.value)) {
    return; // the message says where
  }
  const pointer = refusal.field.slice(CONDITION.length);
  const [start, end] = locate(input.value, pointer);
  input.setSelectionRange(start, end);
  byId('condition-wrong').textContent =
    `Line ${lineOf(input.value, start)}, ${pointer || 'as a whole'}: ${refusal.message}`;
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function clear() {
  byId('rule-wrong').textContent = '';
  byId('done').textContent = '';
  for (const name of FIELDS) {
    byId(`${name}-wrong`).textContent = '';
    form.elements[name].removeAttribute('aria-invalid');
  }
}
