/** Does one thing at a time and keeps what went wrong until the next try. */
import { useRef, useState } from 'react';
import type { Outcome } from '../api.ts';

export interface Doing {
  /** What is being done, by the name it was given. */
  busy: string | undefined;
  problem: string | undefined;
  run(name: string, action: () => Promise<Outcome>): Promise<Outcome>;
}

export function useDoing(): Doing {
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const running = useRef(false);
  const run = async (name: string, action: () => Promise<Outcome>): Promise<Outcome> => {
    if (running.current) return { ok: false };
    running.current = true;
    setBusy(name);
    setProblem(undefined);
    const outcome = await action();
    running.current = false;
    setBusy(undefined);
    if (!outcome.ok) setProblem(outcome.problem ?? 'It did not work.');
    return outcome;
  };
  return { busy, problem, run };
}
