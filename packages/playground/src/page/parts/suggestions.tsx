/** A list of completions above a text field: arrows choose, Tab or Enter takes, Escape closes. */
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { Suggestion } from './suggestion.ts';

export interface Suggesting<S extends Suggestion> {
  /** To be spread onto the text field. */
  field: {
    'aria-autocomplete': 'list';
    'aria-controls': string | undefined;
    'aria-activedescendant': string | undefined;
  };
  listId: string;
  active: number;
  items: S[];
  take(item: S): void;
  /** True when the key was used up. */
  onKeyDown(event: KeyboardEvent): boolean;
}

export function useSuggestions<S extends Suggestion>(
  found: S[],
  typed: string,
  take: (item: S) => void,
): Suggesting<S> {
  const listId = useId();
  const [active, setActive] = useState(0);
  const [closedFor, setClosedFor] = useState<string>();
  useEffect(() => {
    void typed;
    setActive(0);
  }, [typed]);
  const items = closedFor === typed ? [] : found;
  const chosen = items[active] ?? items[0];
  const step = (by: number) => setActive((active + by + items.length) % items.length);
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!chosen) return false;
    const takes =
      event.key === 'Tab' ? !event.shiftKey : event.key === 'Enter' && !event.shiftKey && chosen.eager;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Escape') setClosedFor(typed);
    else if (takes) take(chosen);
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    field: {
      'aria-autocomplete': 'list',
      'aria-controls': items.length > 0 ? listId : undefined,
      'aria-activedescendant': items.length > 0 ? optionId(listId, active) : undefined,
    },
    listId,
    active,
    items,
    take,
    onKeyDown,
  };
}

export function Suggestions<S extends Suggestion>({ of, label }: { of: Suggesting<S>; label: string }) {
  const { items, listId, active, take } = of;
  return (
    <>
      <p className="unseen" role="status">
        {items.length > 0 ? `${items.length} suggestions` : ''}
      </p>
      {items.length > 0 && (
        <div className="suggestions" role="listbox" id={listId} aria-label={label}>
          {items.map((item, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the text field, which keeps the focus.
            <div
              key={item.label}
              id={optionId(listId, index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(item)}
            >
              <b>{item.label}</b> <span>{item.detail}</span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}
