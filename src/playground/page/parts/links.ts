/**
 * Links to messages of the two chats lead to their panes: the real addresses would leave this machine (Discord's) or
 * show nothing (Slack's).
 */
import { useEffect, useRef } from 'react';

export interface Place {
  chat: 'slack' | 'discord';
  channel: string;
  message: string;
}

export function placeAt(address: string): Place | undefined {
  const [, channel, seconds, micros] = /\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})(?:\?|$)/.exec(address) ?? [];
  if (channel) return { chat: 'slack', channel, message: `${seconds}.${micros}` };
  const [, room, message] = /^https:\/\/discord\.com\/channels\/\d+\/(\d+)\/(\d+)$/.exec(address) ?? [];
  return room && message ? { chat: 'discord', channel: room, message } : undefined;
}

/** The id of a message's element. */
export function elementId(chat: Place['chat'], message: string): string {
  return `${chat}-${message}`;
}

export function usePlaceLinks(open: (place: Place) => void): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
      const place = link && placeAt(link.href);
      if (!place) return;
      event.preventDefault();
      latest.current(place);
    };
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, []);
}
