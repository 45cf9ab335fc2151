import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/kit/log.ts';

describe('the log', () => {
  const written = (say: (log: ReturnType<typeof createLog>) => void): string => {
    const lines: string[] = [];
    say(createLog('info', { write: (line) => lines.push(line) }));
    return lines.join('');
  };

  it('tells why a statement failed, and none of its values', () => {
    const failed = new Error('Failed query: insert into posts …\nparams: The secret draft', {
      cause: new Error('deadlock detected'),
    });
    const line = written((log) =>
      log.error({ err: Object.assign(failed, { params: ['The secret draft'] }) }, 'failed'),
    );
    expect(line).toContain('deadlock detected');
    expect(line).not.toContain('secret draft');
  });

  it('covers tokens and passwords, wherever they stand', () => {
    const line = written((log) =>
      log.info({ token: 'xoxb-1', account: { password: 'hunter2' } }, 'connected'),
    );
    expect(line).not.toMatch(/xoxb-1|hunter2/);
  });
});
