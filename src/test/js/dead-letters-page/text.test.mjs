import assert from 'node:assert/strict';
import { readFile, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';

// The page imports by address; Node is given a copy that imports by file.
const pages = resolve('../../../main/resources/static');
const source = await readFile(join(pages, 'dead-letters/text.js'), 'utf8');
const copy = join(await mkdtemp(join(tmpdir(), 'casework-')), 'text.mjs');
await writeFile(copy, source.replace("'/rules/json.js'", `'${pathToFileURL(join(pages, 'rules/json.js'))}'`));
const { changedLines, layOut, place } = await import(pathToFileURL(copy));

test('numbers and texts stay as they are written', () => {
  const text = '{"a":18450.00,"b":[1e2,{}],"c":"x, {y}: \\"z\\"","d":[]}';
  const laidOut = layOut(text);
  assert.equal(laidOut.replace(/\n\s*/g, '').replaceAll('": ', '":'), text);
  assert.match(laidOut, /\n {2}"a": 18450\.00,\n/);
  assert.match(laidOut, /"d": \[\]/);
});

test('what is laid out once stays', () => {
  const once = layOut('{"a":{"b":[1,2]},"c":null}');
  assert.equal(layOut(once), once);
});

test('what is no JSON stays as it is', () => {
  assert.equal(layOut('{"a": '), '{"a": ');
});

test('a failing place is found with its line', () => {
  const text = layOut('{"risk":{"score":7,"rules":["a","b"]}}');
  const at = place(text, '/risk/score');
  assert.equal(text.slice(at.start, at.end), '7');
  assert.equal(at.line, 3);
  assert.equal(place('no json', '/risk'), null);
});

test('a missing field points at the first line of what should hold it', () => {
  const text = layOut('{"risk":{"model":"x"}}');
  const at = place(text, '/risk/score');
  assert.equal(text.slice(at.start, at.end), '{');
  assert.equal(at.line, 2);
});

test('only lines that differ are told, whatever commas follow', () => {
  const was = layOut('{"a":1,"b":2}');
  const is = layOut('{"a":1,"b":3,"c":4}');
  assert.deepEqual(changedLines(is, was).filter((each) => each.changed).map((each) => each.line.trim()), ['"b": 3,', '"c": 4']);
});
