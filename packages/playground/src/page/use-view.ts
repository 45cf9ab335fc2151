/** What two people see, kept up to date by the server's events; and the playground's clock. */
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { fetchView, type View, type Who } from './api.ts';

export interface Live {
  view: View | undefined;
  /** False while the server does not answer. */
  reachable: boolean;
}

export function useView(who: Who): Live {
  const [live, setLive] = useState<Live>({ view: undefined, reachable: true });
  const latest = useRef(who);
  latest.current = who;
  const refresh = useRef(singleFlight(() => load(latest.current, setLive)));

  useEffect(() => {
    void who;
    refresh.current();
  }, [who]);
  useEffect(() => {
    const events = new EventSource('/api/events');
    events.addEventListener('change', () => refresh.current());
    events.addEventListener('error', () => setLive((before) => ({ ...before, reachable: false })));
    return () => events.close();
  }, []);
  return live;
}

async function load(who: Who, setLive: (change: (before: Live) => Live) => void): Promise<void> {
  const view = await fetchView(who);
  setLive((before) => (view ? { view, reachable: true } : { ...before, reachable: false }));
}

/** At most one at a time, and once more when it was asked for meanwhile. */
function singleFlight(run: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const start = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await run();
    } while (again);
    running = false;
  };
  return () => void start();
}

/** Milliseconds that the playground's clock is ahead of this machine's. */
export const ClockSkew = createContext(0);

/** The playground's time, anew every so many milliseconds. */
export function useNow(everyMs: number): number {
  const skew = useContext(ClockSkew);
  const [now, setNow] = useState(() => Date.now() + skew);
  useEffect(() => {
    const tick = () => setNow(Date.now() + skew);
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [skew, everyMs]);
  return now;
}
