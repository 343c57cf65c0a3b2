/** An element with attributes and children; strings become text, so nothing is ever parsed. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** In the reader's own time. */
export function moment(instant) {
  return MOMENT.format(new Date(instant));
}

export function weight(value) {
  return Number(value).toFixed(Math.max(2, String(value).split('.')[1]?.length ?? 0));
}
