/** A browser that opens our pages and the network's own page of consent. */
import type { Hono } from 'hono';

export const BASE = 'http://127.0.0.1';

export interface Seen {
  status: number;
  words: string;
  /** Where its first link leads. */
  leads: string;
  /** What its form would send if nothing were changed; undefined: it has none. */
  form?: { action: string; values: Record<string, string> };
}

/** What a browser shows of the page. */
export async function open(site: Hono, address: string, sent?: Record<string, string>): Promise<Seen> {
  const init = sent && {
    method: 'POST',
    body: new URLSearchParams(sent),
    headers: { 'sec-fetch-site': 'same-origin' },
  };
  return read(await site.request(address.replace(BASE, ''), init));
}

/** What a browser makes of an answer. */
export async function read(answer: Response): Promise<Seen> {
  const words = await answer.text();
  const leads = plain(/<a href="([^"]+)"/.exec(words)?.[1] ?? '');
  const action = /<form method="post" action="([^"]+)"/.exec(words)?.[1];
  const form = action === undefined ? undefined : { action: plain(action), values: valuesIn(words) };
  return { status: answer.status, words, leads, ...(form && { form }) };
}

/** As a browser sends them: a box that is not ticked sends nothing. */
function valuesIn(words: string): Record<string, string> {
  const fields = [...words.matchAll(/<input ([^>]+)>/g)].map(([, attributes = '']) => ({
    name: attribute(attributes, 'name'),
    value: attribute(attributes, 'value'),
    isSent: attribute(attributes, 'type') !== 'checkbox' || / checked(\s|$)/.test(attributes),
  }));
  return Object.fromEntries(
    fields.filter(({ isSent }) => isSent).map(({ name, value }) => [name, plain(value)]),
  );
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
}

function plain(escaped: string): string {
  return escaped.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** The network's own page: who comes, what they leave ticked, and what they press. Answers where they are led back to. */
export async function consent(
  leads: string,
  as: string,
  { answer = 'allow', without = '' } = {},
): Promise<string> {
  const scopes = new URL(leads).searchParams.get('scope')?.split(/[ ,]/) ?? [];
  // Each network's page calls whoever comes by a name of its own.
  const form = new URLSearchParams({ answer, member: as, user: as });
  for (const scope of scopes) if (scope !== without) form.append('scope', scope);
  const led = await fetch(leads, { method: 'POST', body: form, redirect: 'manual' });
  return led.headers.get('location') ?? '';
}
