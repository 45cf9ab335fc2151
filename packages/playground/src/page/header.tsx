/** What this page is, and the clock. */
import { useState } from 'react';
import { type Move, moveClock, type View } from './api.ts';
import { Menu } from './parts/menu.tsx';
import { clockTime, longDay, nearTime, placeOf, shortDay } from './time.ts';
import { useNow } from './use-view.ts';

interface HeaderProps {
  view: View;
  reachable: boolean;
  guided: boolean;
  onGuide(): void;
}

export function Header({ view, reachable, guided, onGuide }: HeaderProps) {
  return (
    <header className="top">
      <div className="what">
        <img src="/favicon.svg" alt="" width="34" height="34" />
        <div>
          <h1>Bellwether playground</h1>
          <p>A Slack and a Discord on this machine, with the real bot in them. Nothing leaves it.</p>
        </div>
        {!guided && (
          <button type="button" className="quiet" onClick={onGuide}>
            Show the guide
          </button>
        )}
      </div>
      {!reachable && (
        <p className="unreachable" role="alert">
          The playground does not answer. Is it still running?
        </p>
      )}
      <Clock view={view} />
    </header>
  );
}

const STEPS: { move: Move; label: string }[] = [
  { move: 'minute', label: '+1 min' },
  { move: 'hour', label: '+1 hour' },
  { move: 'morning', label: 'Tomorrow 9:00' },
];

const MENU_STEPS: typeof STEPS = [{ move: 'due', label: 'To what is due next' }, ...STEPS];

function Clock({ view: { timeZone, due } }: { view: View }) {
  const now = useNow(1000);
  const [moving, setMoving] = useState<Move>();
  const [said, setSaid] = useState('');
  const move = async (to: Move) => {
    if (moving) return;
    setMoving(to);
    const { problem } = await moveClock(to);
    setMoving(undefined);
    setSaid(problem ?? 'The clock was moved.');
  };
  const button = (to: Move, label: string, extra = '') => (
    <button key={to} type="button" className={extra} aria-busy={moving === to} onClick={() => void move(to)}>
      {label}
    </button>
  );
  return (
    <section className="clock" aria-label="The playground’s clock">
      <p className="time">
        <time dateTime={new Date(now).toISOString()} title={`${longDay(now, timeZone)}, ${timeZone}`}>
          <span>{shortDay(now, timeZone)}</span> <b>{clockTime(now, timeZone)}</b>
        </time>
        <small>{placeOf(timeZone)}</small>
      </p>
      <div className="moves">
        {STEPS.map(({ move: to, label }) => button(to, label))}
        {due === null ? (
          <button type="button" disabled>
            Nothing due
          </button>
        ) : (
          button('due', `Next due: ${nearTime(Math.max(due, now), now, timeZone)}`, 'primary')
        )}
      </div>
      <Menu
        label="Move the clock"
        face="Move ▾"
        items={MENU_STEPS.map(({ move: to, label }) => ({ label, run: () => void move(to) }))}
      />
      <p className="unseen" role="status">
        {said}
      </p>
    </section>
  );
}
