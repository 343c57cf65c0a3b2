/** Messages as text: laid out without touching a digit, marked where they fail, compared. */

import { lineOf, locate } from '/rules/json.js';

/** JSON over several lines; numbers and texts stay as they are written. What is no JSON stays too. */
export function layOut(text) {
  if (!isJson(text)) {
    return text;
  }
  let indent = 0;
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  return parts.map((part, index) => {
    const next = parts[index + 1];
    const line = (depth) => `\n${'  '.repeat(depth)}`;
    if (part === '{' || part === '[') {
      if (next === '}' || next === ']') {
        return part;
      }
      indent += 1;
      return part + line(indent);
    }
    if (part === ',') {
      return part + line(indent);
    }
    if (part === ':') {
      return ': ';
    }
    const closed = part === '}' || part === ']';
    const opened = parts[index - 1] === '{' || parts[index - 1] === '[';
    if (closed && !opened) {
      indent -= 1;
      return line(indent) + part;
    }
    return part;
  }).join('');
}

export function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Start, end and line of the failing place; null where nothing can be pointed at. */
export function place(text, pointer) {
  if (!isJson(text)) {
    return null;
  }
  const [start, end] = locate(text, pointer);
  // What holds a missing field may be long: its first line is enough.
  const line = text.indexOf('\n', start);
  return { start, end: line < 0 ? end : Math.min(end, line), line: lineOf(text, start) };
}

/** Which lines of a text are not in the other. */
export function changedLines(text, other) {
  const left = new Map();
  for (const line of other.split('\n').map(plain)) {
    left.set(line, (left.get(line) ?? 0) + 1);
  }
  return text.split('\n').map((line) => {
    const count = left.get(plain(line)) ?? 0;
    left.set(plain(line), count - 1);
    return { line, changed: count <= 0 };
  });
}

// A comma that follows says nothing about the line itself.
function plain(line) {
  return line.trim().replace(/,$/, '');
}
