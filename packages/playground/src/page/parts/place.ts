/** Where in the page an address of a message leads. */
import type { Feed } from '../api.ts';

export interface Place {
  /** `slack`, `discord`, or a network: those stand in the third pane. */
  chat: string;
  channel: string;
  message: string;
}

/** `feeds`: of the networks whose posts know their addresses. */
export function placeAt(address: string, feeds: Feed[] = []): Place | undefined {
  const [, channel, seconds, micros] = /\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})(?:\?|$)/.exec(address) ?? [];
  if (channel) return { chat: 'slack', channel, message: `${seconds}.${micros}` };
  const [, room, message] = /^https:\/\/discord\.com\/channels\/\d+\/(\d+)\/(\d+)$/.exec(address) ?? [];
  if (room && message) return { chat: 'discord', channel: room, message };
  const [, name, number] = /^https:\/\/t\.me\/(\w+)\/(\d+)$/.exec(address) ?? [];
  if (name && number) return { chat: 'telegram', channel: name, message: number };
  const [, urn] = /^https:\/\/www\.linkedin\.com\/feed\/update\/(urn:li:[\w:-]+)$/.exec(address) ?? [];
  if (urn) return { chat: 'linkedin', channel: '', message: urn };
  const [, user, post] = /^https:\/\/x\.com\/(\w+)\/status\/(\d+)$/.exec(address) ?? [];
  if (user && post) return { chat: 'x', channel: user, message: post };
  const found = feeds.flatMap(({ network, posts }) => posts.map((one) => ({ network, ...one })));
  const there = found.find((one) => samePlace(one.address, address));
  return there && { chat: there.network, channel: '', message: there.id };
}

/** Some networks tell a title behind the id. */
function samePlace(known: string, address: string): boolean {
  return address === known || (known.endsWith('/') && address.startsWith(known));
}
