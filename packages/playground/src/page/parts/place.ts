/** Where in the page an address of a message leads. */

export interface Place {
  /** Telegram, LinkedIn and X stand in the third pane. */
  chat: 'slack' | 'discord' | 'telegram' | 'linkedin' | 'x';
  channel: string;
  message: string;
}

export function placeAt(address: string): Place | undefined {
  const [, channel, seconds, micros] = /\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})(?:\?|$)/.exec(address) ?? [];
  if (channel) return { chat: 'slack', channel, message: `${seconds}.${micros}` };
  const [, room, message] = /^https:\/\/discord\.com\/channels\/\d+\/(\d+)\/(\d+)$/.exec(address) ?? [];
  if (room && message) return { chat: 'discord', channel: room, message };
  const [, name, number] = /^https:\/\/t\.me\/(\w+)\/(\d+)$/.exec(address) ?? [];
  if (name && number) return { chat: 'telegram', channel: name, message: number };
  const [, urn] = /^https:\/\/www\.linkedin\.com\/feed\/update\/(urn:li:[\w:-]+)$/.exec(address) ?? [];
  if (urn) return { chat: 'linkedin', channel: '', message: urn };
  const [, user, post] = /^https:\/\/x\.com\/(\w+)\/status\/(\d+)$/.exec(address) ?? [];
  return user && post ? { chat: 'x', channel: user, message: post } : undefined;
}
