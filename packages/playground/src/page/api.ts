/** Talks to the playground's server. */
import type { Move, View } from '../view.ts';

export type {
  AccountPost,
  DiscordSnapshot,
  Feed,
  FeedPost,
  LinkedInPost,
  Move,
  Person,
  SlackSnapshot,
  TelegramPost,
  View,
  XPost,
} from '../view.ts';

export interface Outcome {
  ok: boolean;
  /** What the person reads when it did not work. */
  problem?: string;
  /** What is wrong in a Slack form, by block id. */
  errors?: Record<string, string>;
}

/** Does something as a person. Never throws. */
export type Act = (name: string, body?: object) => Promise<Outcome>;

export interface Who {
  slack: string;
  discord: string;
}

export interface SentFile {
  name: string;
  type: string;
  /** Base64. */
  data: string;
  alt?: string;
}

const UNREACHABLE = 'The playground cannot be reached. Is it still running?';

export async function fetchView({ slack, discord }: Who): Promise<View | undefined> {
  try {
    const answer = await fetch(`/api/view?${new URLSearchParams({ slack, discord })}`);
    return answer.ok ? ((await answer.json()) as View) : undefined;
  } catch {
    return undefined;
  }
}

export function actingAs(chat: 'slack' | 'discord', person: string): Act {
  return (name, body = {}) => send(`/api/${chat}/${person}/${name}`, body);
}

export function moveClock(to: Move): Promise<Outcome> {
  return send('/api/clock', { to });
}

/** Whose account it is takes back there what they allowed the bot. */
export function revokeAccess(network: string): Promise<Outcome> {
  return send(`/api/networks/${network}/revoke`, {});
}

/** Somebody whom nobody knows joins the Discord server. Their id. Throws when that did not work. */
export async function newcomer(username: string): Promise<string> {
  const outcome = await send('/api/newcomers', { username });
  if (!('id' in outcome)) throw new Error(outcome.problem ?? UNREACHABLE);
  return String(outcome.id);
}

async function send(path: string, body: object): Promise<Outcome> {
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as Outcome;
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}

export async function toSentFile(file: File): Promise<SentFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + CHUNK)));
  return { name: file.name, type: file.type, data: btoa(parts.join('')) };
}

const CHUNK = 0x8000;
