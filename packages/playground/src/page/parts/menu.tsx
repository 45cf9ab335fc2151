/** A small button that opens a short list of things to do. Escape or leaving it closes it. */
import { type KeyboardEvent, useId, useRef, useState } from 'react';

export interface MenuItem {
  label: string;
  run(): void;
}

interface MenuProps {
  label: string;
  /** What stands on the button. */
  face?: string;
  items: MenuItem[];
}

export function Menu({ label, face = '⋯', items }: MenuProps) {
  const [open, setOpen] = useState(false);
  const listId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    close();
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its button and list do not use.
    <div
      className="menu"
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <button
        ref={button}
        type="button"
        className="menu-button"
        aria-label={label}
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open && (
        <ul id={listId}>
          {items.map((item) => (
            <li key={item.label}>
              <button
                type="button"
                onClick={() => {
                  close();
                  item.run();
                }}
              >
                {item.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
