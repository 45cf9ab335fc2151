/** The frame of a chat: its name, who acts in it, and its channels. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Person } from '../api.ts';

export interface ChannelTab {
  id: string;
  /** With `#` or the name of a direct message. */
  label: string;
  /** Changes when something new is in it. */
  newest: string;
}

interface PaneProps {
  chat: 'slack' | 'discord';
  title: string;
  people: { id: string; person: Person }[];
  person: string;
  setPerson(id: string): void;
  channels: ChannelTab[];
  channel: string;
  setChannel(id: string): void;
  /** Shown until there are direct messages with the app. */
  onMessageApp?: (() => void) | undefined;
  connected: boolean;
  children: ReactNode;
}

export function Pane(props: PaneProps) {
  const { chat, title, people, person, setPerson, channels, channel, setChannel, onMessageApp, connected } =
    props;
  const selectId = useId();
  const unread = useUnread(channels, channel);
  return (
    <section id={`pane-${chat}`} className={`pane ${chat}`} aria-labelledby={`title-${chat}`}>
      <div className="band">
        <h2 id={`title-${chat}`}>{title}</h2>
        <label htmlFor={selectId}>You are</label>
        <select id={selectId} value={person} onChange={(event) => setPerson(event.target.value)}>
          {people.map(({ id, person: { name, role } }) => (
            <option key={id} value={id}>
              {name}: {role}
            </option>
          ))}
        </select>
      </div>
      <nav aria-label={`${title} channels`} className="channels">
        {channels.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-label={unread.has(id) ? `${label}, something new` : undefined}
            aria-current={id === channel ? 'page' : undefined}
            onClick={() => setChannel(id)}
          >
            {label}
            {unread.has(id) && <span className="dot" />}
          </button>
        ))}
        {onMessageApp && (
          <button type="button" onClick={onMessageApp}>
            @ Bellwether
          </button>
        )}
      </nav>
      {!connected && (
        <p className="notice" role="status">
          The bot is not connected to this chat yet.
        </p>
      )}
      {props.children}
    </section>
  );
}

/** Channels that hold something newer than when they were last looked at. */
function useUnread(channels: ChannelTab[], current: string): Set<string> {
  const seen = useRef(new Map(channels.map(({ id, newest }) => [id, newest])));
  const [, redraw] = useState(0);
  const now = channels.find(({ id }) => id === current)?.newest;
  useEffect(() => {
    if (now === undefined || seen.current.get(current) === now) return;
    seen.current.set(current, now);
    redraw((count) => count + 1);
  }, [current, now]);
  const changed = channels.filter(
    ({ id, newest }) => id !== current && newest !== '' && seen.current.get(id) !== newest,
  );
  return new Set(changed.map(({ id }) => id));
}
