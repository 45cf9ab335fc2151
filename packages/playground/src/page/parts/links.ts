/**
 * Links to messages of the chats lead to their panes: the real addresses would leave this machine (Discord's, the networks')
 * or show nothing (Slack's).
 */
import { useEffect, useRef } from 'react';
import type { Feed } from '../api.ts';
import { type Place, placeAt } from './place.ts';

/** The id of a message's element. */
export function elementId(chat: Place['chat'], message: string): string {
  return `${chat}-${message}`;
}

export function usePlaceLinks(feeds: Feed[], open: (place: Place) => void): void {
  const latest = useRef({ feeds, open });
  latest.current = { feeds, open };
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
      const place = link && placeAt(link.href, latest.current.feeds);
      if (!place) return;
      event.preventDefault();
      latest.current.open(place);
    };
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, []);
}
