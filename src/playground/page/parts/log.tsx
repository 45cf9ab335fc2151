/** A channel's messages: a live region that keeps to its end while new ones come. */
import { type ReactNode, useEffect, useRef } from 'react';

interface LogProps {
  label: string;
  /** Changes when there is something new at the end. */
  newest: string;
  empty: ReactNode;
  children: ReactNode[];
}

export function Log({ label, newest, empty, children }: LogProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void newest;
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [newest]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div className="log" role="log" aria-label={label} tabIndex={0} ref={box}>
      {children.length === 0 ? <div className="empty">{empty}</div> : children}
    </div>
  );
}
