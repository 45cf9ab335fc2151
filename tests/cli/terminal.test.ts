/** Attack: somebody puts into a name or a text what a terminal obeys, and an operator prints it. */
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { forReading } from '../../src/cli/terminal.ts';

const HOSTILE = 'Ada \u001b]0;owned\u0007\u009b2J\u202e\n';

function stream(isTTY: boolean) {
  const written: string[] = [];
  const target = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { stream: forReading(Object.assign(target, { isTTY })), written };
}

test('a terminal is told nothing that it would obey', () => {
  const { stream: output, written } = stream(true);
  expect(output.write(HOSTILE)).toBe(true);
  expect(written).toEqual(['Ada \ufffd]0;owned\ufffd\ufffd2J\ufffd\n']);
});

test('a file or a pipe gets every letter as it is', () => {
  const { stream: output, written } = stream(false);
  output.write(HOSTILE);
  expect(written).toEqual([HOSTILE]);
});

test('what waits for it to drain, or for its end, is told as before', async () => {
  const { stream: output, written } = stream(true);
  const closed = new Promise((resolve) => output.once('finish', resolve));
  output.write('one', () => output.end('two'));
  await closed;
  expect(written).toEqual(['one', 'two']);
});
