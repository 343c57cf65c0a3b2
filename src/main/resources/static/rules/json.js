/** Conditions as text: how they are laid out, and where in the text a pointer points. */

/** One line per comparison, groups indented. */
export function layOut(condition, indent = '') {
  const inner = `${indent}  `;
  const [key, parts] = Object.entries(condition)[0] ?? [];
  if (Array.isArray(parts) && key !== 'field') {
    const lines = parts.map((part) => inner + layOut(part, inner));
    return `{ ${JSON.stringify(key)}: [\n${lines.join(',\n')}\n${indent}] }`;
  }
  if (key === 'not') {
    return `{ "not": ${layOut(parts, indent)} }`;
  }
  const members = Object.entries(condition)
    .map(([name, value]) => `${JSON.stringify(name)}: ${oneLine(value)}`);
  return `{ ${members.join(', ')} }`;
}

function oneLine(value) {
  return Array.isArray(value) ? `[${value.map(oneLine).join(', ')}]` : JSON.stringify(value);
}

/**
 * Start and end of what a JSON pointer names; of what holds it, where it is not there itself. The
 * text must be JSON.
 */
export function locate(text, pointer) {
  const steps = pointer.split('/').slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let start = space(text, 0);
  for (const step of steps) {
    const next = child(text, start, step);
    if (next === undefined) {
      break;
    }
    start = next;
  }
  return [start, end(text, start)];
}

export function lineOf(text, position) {
  return text.slice(0, position).split('\n').length;
}

function child(text, start, step) {
  let at = space(text, start + 1);
  if (text[start] === '[') {
    for (let index = 0; text[at] !== ']'; index += 1) {
      if (String(index) === step) {
        return at;
      }
      at = afterComma(text, end(text, at));
    }
  } else if (text[start] === '{') {
    while (text[at] !== '}') {
      const key = end(text, at);
      const value = space(text, space(text, key) + 1);
      if (JSON.parse(text.slice(at, key)) === step) {
        return value;
      }
      at = afterComma(text, end(text, value));
    }
  }
  return undefined;
}

function end(text, start) {
  if (text[start] === '"') {
    let at = start + 1;
    while (text[at] !== '"') {
      at += text[at] === '\\' ? 2 : 1;
    }
    return at + 1;
  }
  if (text[start] === '{' || text[start] === '[') {
    let at = space(text, start + 1);
    while (text[at] !== '}' && text[at] !== ']') {
      at = ':,'.includes(text[at]) ? at + 1 : end(text, at);
      at = space(text, at);
    }
    return at + 1;
  }
  return start + /^[^\s,\]}:]*/.exec(text.slice(start))[0].length;
}

function afterComma(text, at) {
  const next = space(text, at);
  return text[next] === ',' ? space(text, next + 1) : next;
}

function space(text, at) {
  return at + /^\s*/.exec(text.slice(at))[0].length;
}
