import assert from 'node:assert/strict';
import { test } from 'node:test';

import { layOut, lineOf, locate } from '../../../main/resources/static/rules/json.js';

const CONDITION = {
  all: [
    { field: 'amount_zar', op: 'gt', value: 1 },
    { any: [
      { not: { field: 'channel', op: 'in', value: ['x', 'y"}'] } },
      { field: 'device.new', op: 'is_true' },
    ] },
  ],
};
const TEXT = layOut(CONDITION);

const found = (pointer) => {
  const [start, end] = locate(TEXT, pointer);
  return { line: lineOf(TEXT, start), text: TEXT.slice(start, end) };
};

test('a comparison takes one line', () => {
  assert.equal(TEXT.split('\n').length, 7);
  assert.deepEqual(JSON.parse(TEXT), CONDITION);
});

test('a pointer finds its value, also behind quotes and brackets in texts', () => {
  assert.deepEqual(found('/all/0/op'), { line: 2, text: '"gt"' });
  assert.deepEqual(found('/all/1/any/0/not/value/1'), { line: 4, text: '"y\\"}"' });
  assert.deepEqual(found('').text, TEXT);
});

test('what is not there is found by what should hold it', () => {
  assert.deepEqual(found('/all/1/any/1/value').text, '{ "field": "device.new", "op": "is_true" }');
  assert.equal(found('/all/9').line, 1);
});

test('escaped names are understood', () => {
  const text = '{"a/b~":{"c":1}}';
  assert.equal(text.slice(...locate(text, '/a~1b~0/c')), '1');
});

test('any JSON can be asked', () => {
  assert.deepEqual(locate('[]', '/all'), [0, 2]);
  assert.deepEqual(locate('5', '/x'), [0, 1]);
  assert.deepEqual(locate(' null', ''), [1, 5]);
});
