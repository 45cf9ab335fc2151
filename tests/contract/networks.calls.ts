/** How the contract suite calls a network. */
import { expect } from 'vitest';
import { loadNetworks } from '../../src/networks/load.ts';
import {
  type Connection,
  type Intent,
  type Message,
  type Network,
  NetworkError,
  type Published,
} from '../../src/networks/network.ts';
import type { FarSide, Fixture } from '../networks/servers/far-side.ts';
import { intentAt, keepIn, picture } from '../networks/servers/outside.ts';

export const loaded = await loadNetworks();

export function found(name: string): Network {
  const network = loaded.get(name);
  if (!network) throw new Error(`There is no network ${name}.`);
  return network;
}

export function intentFor(connection: Connection, at?: number): Intent {
  const intent = intentAt(at);
  return { ...intent, marks: connection.prepare?.(intent) ?? {} };
}

/** Texts as the network takes them: with a picture where it takes none without. */
export function textFor({ pictures }: Fixture): (text: string) => Message {
  return (text) => ({ text, images: pictures === 'needed, and made anew' ? [picture('A kite')] : [] });
}

/** Marks that the network gives on the way are kept with the intent, as the store does. */
export function publish(connection: Connection, message: Message, intent: Intent = intentFor(connection)) {
  return connection.publish(message, intent, keepIn(intent));
}

/** As it can go out there. */
export function wholeOf({ complete = (one) => one }: Fixture, message: Message): Message {
  return complete(message);
}

/** From here; where no app may, whoever owns the account does it. */
export async function takeDown(far: FarSide, connection: Connection, published: Published): Promise<void> {
  if (!far.takeDown) return connection.remove(published);
  const error = await failureOf(connection.remove(published));
  expect([error.reason, error.remedy]).toEqual(['refused', expect.stringContaining('Delete it')]);
  far.takeDown(published.id);
}

export async function failureOf(attempt: Promise<unknown>): Promise<NetworkError> {
  const error = await attempt.then(
    () => new Error('It went through.'),
    (reason: unknown) => reason,
  );
  if (error instanceof NetworkError) return error;
  throw error;
}

/** The account, with every address in it at another origin. */
export function movedTo(origin: string, account: Record<string, unknown>): Record<string, unknown> {
  const move = (value: unknown) =>
    typeof value === 'string' && /^https?:/.test(value)
      ? `${origin}${new URL(value).pathname}`.replace(/\/$/, '')
      : value;
  return Object.fromEntries(Object.entries(account).map(([name, value]) => [name, move(value)]));
}
