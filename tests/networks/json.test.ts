import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/networks/json.ts';

describe('JSON of a server', () => {
  it.each([
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['{"id":-9007199254740993}', { id: '-9007199254740993' }],
    ['{"id":12345678901234567890123}', { id: '12345678901234567890123' }],
    ['{"id":9007199254740991,"n":1.5}', { id: 9007199254740991, n: 1.5 }],
    ['{"id":1.0}', { id: '1.0' }],
    ['{"id":"9007199254740993"}', { id: '9007199254740993' }],
    ['\uFEFF{"id":7}', { id: 7 }],
    ['\uFEFF \r\n\t{"id":9007199254740993}\n', { id: '9007199254740993' }],
    ['\n\uFEFF{"id":"B"}', { id: 'B' }],
    ['\uFEFF\uFEFF{"id":"B"}', { id: 'B' }],
    ['\u00a0{"id":9007199254740993}\u00a0', { id: '9007199254740993' }],
    ['{"id":9007199254740993,"id":2}', { id: 2 }],
    ['{"id":2,"id":9007199254740993}', { id: '9007199254740993' }],
    ['[[9007199254740993]]', [['9007199254740993']]],
  ])('%j is read without loss', (text, value) => {
    expect(readJson(text)).toEqual(value);
  });

  it.each(['', '\uFEFF', '{', 'ok', '{"a":1234567890123456,}', '<html>'])('%j is none', (text) => {
    expect(() => readJson(text)).toThrow(SyntaxError);
  });

  it('is what Node reads where numbers fit', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__'));
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps any id', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (id) => {
        expect(String((readJson(`{"id":${id}}`) as { id: unknown }).id)).toBe(String(id));
      }),
    );
  });
});
