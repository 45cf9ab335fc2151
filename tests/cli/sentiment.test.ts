import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Mood } from '../../src/listening/sentiment/sentiment.ts';
import { here } from './shell.ts';

describe('bellwether sentiment', () => {
  it('answers each line with a line of JSON, in their order', async () => {
    const { code, moods } = await moodsOf('I love it, thank you!\nDas ist leider schrecklich.\n');
    expect(code).toBe(0);
    expect(moods.map(({ label, lang }) => [label, lang])).toEqual([
      ['positive', 'en'],
      ['negative', 'de'],
    ]);
  });

  it('takes the language from --lang', async () => {
    const { moods } = await moodsOf('Super\n', ['--lang', 'fr']);
    expect(moods.map(({ lang }) => lang)).toEqual(['fr']);
  });

  it('keeps one line a line: empty ones, bytes that are no UTF-8, other separators, none at the end', async () => {
    const bytes = Buffer.concat([
      Buffer.from('\n\r\n'),
      Buffer.from([0xff, 0xfe, 0xc3, 0x0a]),
      Buffer.from('one\u2028two\rthree\u0085four\nlast'),
    ]);
    const { code, moods } = await moodsOf(bytes);
    expect(code).toBe(0);
    expect(moods).toHaveLength(5);
    for (const { label } of moods.slice(0, 2)) expect(label).toBe('neutral');
  });

  it('is not sure of a line that says nothing', async () => {
    const { moods } = await moodsOf('\n   \n');
    expect(moods.every(({ score, confidence }) => score === 0 && confidence < 0.4)).toBe(true);
  });

  it('refuses a language that it does not know, and names those that it does', async () => {
    const { code, errors } = await here(['sentiment', '--lang', 'xx']);
    expect(code).toBe(2);
    expect(errors).toContain(
      '--lang "xx" is not known. There are: da, de, en, es, fi, fr, it, nl, no, pl, pt, sv.',
    );
  });
});

async function moodsOf(lines: string | Uint8Array, args: string[] = []) {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  input.end(lines);
  const code = await run(['sentiment', ...args], { input, output, errors });
  const moods = (await text(output.end())).trimEnd().split('\n');
  return { code, moods: moods.map((line): Mood => JSON.parse(line)) };
}
