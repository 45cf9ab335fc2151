/** Draws Discord's markdown, with names for mentions and times in the person's zone. */
import { createContext, type ReactNode, useContext } from 'react';
import type { DiscordSnapshot } from '../api.ts';
import { clockTime, format, relative } from '../time.ts';
import { useNow } from '../use-view.ts';
import { Code, Mention, Quote, Small, Time } from './elements.ts';
import { type Inline, type Line, parseMarkdown } from './markdown.ts';

export interface Reader {
  snapshot: DiscordSnapshot;
  zone: string;
}

/** For whom the text is drawn. */
export const Reading = createContext<Reader | undefined>(undefined);

export function Written({ text }: { text: string }) {
  return (
    <div className="written">
      {parseMarkdown(text).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name.
        <OneLine key={index} line={line} />
      ))}
    </div>
  );
}

function OneLine({ line }: { line: Line }) {
  switch (line.kind) {
    case 'heading':
      return <h3 data-level={line.level}>{drawn(line.inside)}</h3>;
    case 'small':
      return (
        <div className="small-print">
          <Small lightTheme>{drawn(line.inside)}</Small>
        </div>
      );
    case 'code':
      return <pre>{line.text}</pre>;
    case 'quote':
      return (
        <Quote lightTheme>
          <span className="quoted">{line.inside.map(drawnLine)}</span>
        </Quote>
      );
    case 'list': {
      const items = line.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name.
        <li key={index}>{drawn(item)}</li>
      ));
      return line.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'paragraph':
      return <p>{drawn(line.inside)}</p>;
  }
}

function drawnLine(inside: Inline[], index: number): ReactNode {
  return <span key={index}>{drawn(inside)}</span>;
}

function drawn(parts: Inline[]): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name.
  return parts.map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { part: Inline }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'bold':
      return <strong>{drawn(part.inside)}</strong>;
    case 'italic':
      return <em>{drawn(part.inside)}</em>;
    case 'underline':
      return <u>{drawn(part.inside)}</u>;
    case 'strike':
      return <s>{drawn(part.inside)}</s>;
    case 'code':
      return <Code lightTheme>{part.text}</Code>;
    case 'link':
      return (
        <a href={part.url} target="_blank" rel="noopener noreferrer">
          {drawn(part.inside)}
        </a>
      );
    case 'time':
      return <Moment at={part.at} style={part.style} />;
    default:
      return <Named kind={part.kind} id={part.id} />;
  }
}

function Named({ kind, id }: { kind: 'user' | 'role' | 'channel'; id: string }) {
  const snapshot = useContext(Reading)?.snapshot;
  return (
    <Mention type={kind} lightTheme>
      {(snapshot && nameOf(snapshot, kind, id)) ?? 'unknown'}
    </Mention>
  );
}

export function nameOf(
  snapshot: DiscordSnapshot,
  kind: 'user' | 'role' | 'channel',
  id: string,
): string | undefined {
  if (kind === 'role') return snapshot.roles.find((role) => role.id === id)?.name;
  if (kind === 'channel') return snapshot.channels.find((channel) => channel.id === id)?.name;
  if (id === snapshot.application.user.id) return snapshot.application.user.username;
  const member = snapshot.members.find(({ user }) => user.id === id);
  return member?.nick ?? member?.user.global_name ?? member?.user.username;
}

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  d: { day: '2-digit', month: '2-digit', year: 'numeric' },
  D: { day: 'numeric', month: 'long', year: 'numeric' },
  f: { day: 'numeric', month: 'long', year: 'numeric' },
  F: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
};

function Moment({ at, style }: { at: number; style: string }) {
  const zone = useContext(Reading)?.zone ?? 'UTC';
  const now = useNow(15_000);
  return (
    <Time>
      <time dateTime={new Date(at).toISOString()}>{momentWords(at, style, now, zone)}</time>
    </Time>
  );
}

function momentWords(at: number, style: string, now: number, zone: string): string {
  if (style === 'R') return relative(at, now);
  if (style === 't') return clockTime(at, zone);
  if (style === 'T')
    return format(at, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const day = format(at, zone, STYLES[style] ?? STYLES.f ?? {});
  return style === 'f' || style === 'F' ? `${day}, ${clockTime(at, zone)}` : day;
}
