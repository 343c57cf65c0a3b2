/** An element with attributes and children; strings become text, so nothing is ever parsed. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Finds the parts that the form names with data-part. */
export function inParts(root) {
  return (name) => root.querySelector(`[data-part="${name}"]`);
}
