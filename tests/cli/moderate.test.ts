/** `bellwether moderate` as a shell runs it, and in this process. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { here } from './shell.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-moderate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rulesFile(yaml: string): Promise<string> {
  const path = join(folder, 'rules.yaml');
  await writeFile(path, yaml);
  return path;
}

async function moderate(
  yaml: string,
  lines: string,
): Promise<{ code: number; output: string; errors: string }> {
  const args = ['moderate', '--rules', await rulesFile(yaml)];
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  input.end(lines);
  const [code, told, wrong] = await Promise.all([
    run(args, { input, output, errors, environment: {} }).finally(() => {
      output.end();
      errors.end();
    }),
    text(output),
    text(errors),
  ]);
  return { code, output: told, errors: wrong };
}

const RULES = 'rules:\n  - { name: slurs, type: words, words: [casino], action: delete }\n';

describe('bellwether moderate', () => {
  test('says for each message what the rules decide, in order', async () => {
    const lines = '{"id":"1","content":"visit a casino"}\n\n{"id":"2","content":"hello"}\n';
    const { code, output, errors } = await moderate(RULES, lines);
    expect([code, errors]).toEqual([0, '']);
    const [first, second, ...more] = output.split('\n');
    expect(JSON.parse(first ?? '')).toEqual({
      id: '1',
      decisions: [
        {
          rule: 'slurs',
          action: 'delete',
          why: {
            span: [8, 14],
            matched: 'casino',
            text: 'visit a casino',
            part: 'content',
            entry: 'casino',
            exemptions: {},
          },
        },
      ],
    });
    expect([second, more]).toEqual(['{"id":"2","decisions":[]}', ['']]);
  });

  test('tells faulty lines by their number, goes on, and exits with 1', async () => {
    const lines =
      'nonsense\n{"id":"2","content":"casino"}\n{"content":"x"}\n[]\n{"id":"5","content":7}\n{"id":"6","content":"ok"}';
    const { code, output, errors } = await moderate(RULES, lines);
    expect(code).toBe(1);
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['2', '6']);
    expect(errors.trim().split('\n')).toEqual([
      'line 1: This is not JSON.',
      'line 3: This is no message object: id: must be an id.',
      expect.stringMatching(/^line 4: This is no message object/),
      'line 5: This is no message object: content: must be text.',
    ]);
  });

  test('remembers what a person said before', async () => {
    const rules =
      'rules:\n  - { name: flood, type: repeat, unit: message, min: 2, window_s: 60, action: timeout }\n';
    const said = (id: string) =>
      JSON.stringify({ id, content: 'buy', author: { id: '1' }, timestamp: '2026-11-02T09:00:00Z' });
    const { output } = await moderate(rules, [said('a'), said('a'), said('b')].join('\n'));
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).decisions.length),
    ).toEqual([0, 0, 1]);
  });

  test('refuses rules with all their faults', async () => {
    const { code, output, errors } = await moderate(
      'rules:\n  - { name: a, type: emoji }\n  - { name: a, type: regex, pattern: "(?=x)", action: log }\n',
      '{"id":"1"}\n',
    );
    expect([code, output]).toEqual([1, '']);
    expect(errors).toContain('rules.yaml has 4 faults:');
    expect(errors).toContain('line 2, rules[0].action: Rule "a": This is missing.');
    expect(errors).toContain('line 3, rules[1].pattern: Rule "a": RE2 takes it not');
  });

  test('says what it needs', async () => {
    expect(await here(['moderate'])).toMatchObject({
      code: 2,
      errors: expect.stringContaining('--rules FILE'),
    });
    expect((await here(['moderate', 'x'])).code).toBe(2);
    expect((await here(['moderate', '--rulez', 'x'])).code).toBe(2);
    expect(await here(['moderate', '--rules', join(folder, 'none.yaml')])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('--rules: It cannot be read'),
    });
  });
});
