/** What else is at work on the machine while something is measured. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type Neighbour = 'nothing' | 'a busy core';

/** The neighbour is gone when this resolves or throws. */
export async function beside<Measured>(
  neighbour: Neighbour,
  measure: () => Promise<Measured>,
): Promise<Measured> {
  if (neighbour === 'nothing') return measure();
  const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  const started = once(busy, 'spawn');
  const end = () => busy.kill('SIGKILL');
  process.once('exit', end);
  try {
    await started;
    return await measure();
  } finally {
    process.off('exit', end);
    end();
  }
}
