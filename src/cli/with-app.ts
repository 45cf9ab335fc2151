/** For verbs that need the whole app, and end when they have used it. */
import { readEnvironment } from '../../config/env.ts';
import type { App } from '../app/app.ts';
import { systemClock } from '../kit/clock.ts';
import { createLog } from '../kit/log.ts';
import type { Io } from './verb.ts';

export async function withApp(io: Io, use: (app: App) => Promise<number>): Promise<number> {
  const { openApp } = await import('../assembly/app.ts');
  const { Closing } = await import('../assembly/closing.ts');
  const [environment, log] = [readEnvironment(io.environment), createLog('silent')];
  const closing = new Closing(log);
  try {
    const { app } = await openApp({ environment, clock: systemClock, log, closing });
    return await use(app);
  } finally {
    await closing.run();
  }
}
