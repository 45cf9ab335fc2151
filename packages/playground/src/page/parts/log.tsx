/** A channel's messages: a live region that keeps to its end while new ones come. */
import { type ReactNode, useEffect, useRef } from 'react';

interface LogProps {
  label: string;
  /** Changes when there is something new at the end. */
  newest: string;
  empty: ReactNode;
  children: ReactNode[];
}

/** Pixels. */
const BYLINE = 30;

/** The end, but of a message that is higher than the view its beginning, from below the name on. */
function showNewest(box: HTMLElement): void {
  const messages = box.querySelectorAll<HTMLElement>('.message');
  const last = messages[messages.length - 1];
  const end = box.scrollHeight - box.clientHeight;
  const beginning = last
    ? last.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop - 6
    : end;
  box.scrollTop = Math.min(end, beginning + BYLINE);
}

export function Log({ label, newest, empty, children }: LogProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void newest;
    if (box.current) showNewest(box.current);
  }, [newest]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div className="log" role="log" aria-label={label} tabIndex={0} ref={box}>
      {children.length === 0 ? <div className="empty">{empty}</div> : children}
    </div>
  );
}
