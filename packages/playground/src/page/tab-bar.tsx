/** On a small screen the panes are tabs. */

import type { KeyboardEvent } from 'react';
import { wentOut } from './account/went-out.ts';
import type { View } from './api.ts';

export type Tab = 'slack' | 'discord' | 'account';

const TABS: { tab: Tab; label: string }[] = [
  { tab: 'slack', label: 'Slack' },
  { tab: 'discord', label: 'Discord' },
  { tab: 'account', label: 'What went out' },
];

interface TabBarProps {
  view: View;
  tab: Tab;
  setTab(tab: Tab): void;
}

export function TabBar({ view, tab, setTab }: TabBarProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = TABS.findIndex((one) => one.tab === tab);
    const next = TABS[(index + step + TABS.length) % TABS.length]?.tab ?? 'slack';
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  const out = wentOut(view);
  return (
    <div className="tab-bar" role="tablist" aria-label="Panes" onKeyDown={onKeyDown}>
      {TABS.map(({ tab: one, label }) => (
        <button
          key={one}
          id={`tab-${one}`}
          type="button"
          role="tab"
          aria-selected={one === tab}
          aria-controls={`pane-${one}`}
          tabIndex={one === tab ? 0 : -1}
          onClick={() => setTab(one)}
        >
          {label}
          {one === 'account' && out > 0 && <span className="count">{out}</span>}
        </button>
      ))}
    </div>
  );
}
