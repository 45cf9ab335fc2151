/** Tells the app of what is typed in a form, where the field wants that: a moment after the last character. */
import { useEffect, useRef } from 'react';
import type { Act } from '../api.ts';
import type { FieldValue } from './field.tsx';
import { type Json, objectIn } from './json.ts';

type Values = Record<string, FieldValue>;

export function useTelling(act: Act) {
  const timer = useRef<number>(undefined);
  const stop = () => window.clearTimeout(timer.current);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  /** `values`: all of the form; the app is told of `key`. */
  const tell = (block: Json, key: string, values: Values) => {
    if (!wantsToKnow(block)) return;
    stop();
    const { [key]: typed, ...others } = values;
    const written = Object.entries(others).filter(([, value]) => typeof value === 'string');
    // The last one is what was typed last.
    const told = { ...Object.fromEntries(written), [key]: typed };
    timer.current = window.setTimeout(() => void act('type', { values: told }), MOMENT);
  };
  return { tell, stop };
}

function wantsToKnow(block: Json): boolean {
  const config = objectIn(objectIn(block, 'element'), 'dispatch_action_config');
  const on = config.trigger_actions_on;
  return block.dispatch_action === true && Array.isArray(on) && on.includes('on_character_entered');
}

/** ms. */
const MOMENT = 250;
