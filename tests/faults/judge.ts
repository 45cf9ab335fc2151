/** Counts what must not be: doubles, losses, and what went out unapproved. Pure. */
import type { Delivered, Effect, Evidence } from './evidence.ts';

/** Each finding in words. */
export interface Verdict {
  doubles: string[];
  lost: string[];
  unapproved: string[];
  /** Called failed, or called off, and live. */
  falseFailures: string[];
  /** Went out while a freeze was confirmed. */
  afterFreeze: string[];
}

export function judge({ deliveries, effects, missing, afterFreeze }: Evidence): Verdict {
  return {
    doubles: deliveries.flatMap((one) => doublesOf(one, effects)),
    lost: [...missing, ...deliveries.flatMap((one) => lossesOf(one, effects))],
    unapproved: effects.flatMap((effect) => unapprovedIn(effect, deliveries)),
    falseFailures: deliveries.flatMap((one) => falseFailuresOf(one, effects)),
    afterFreeze,
  };
}

/** One finding for each effect beyond the first. */
function doublesOf(delivery: Delivered, effects: Effect[]): string[] {
  const doubled = delivery.parts.flatMap((text) => liveOf(delivery, text, effects).slice(1));
  return doubled.map(({ text }) => `${describe(delivery)}: "${text}" is live once more`);
}

function lossesOf(delivery: Delivered, effects: Effect[]): string[] {
  const { state, told, parts } = delivery;
  if (!ENDS.has(state)) return [`${describe(delivery)}: it never ends`];
  if (!told) return [`${describe(delivery)}: nobody was told`];
  if (state !== 'sent') return [];
  const gone = parts.filter((text) => liveOf(delivery, text, effects).length === 0);
  return gone.map((text) => `${describe(delivery)}: "${text}" is not live`);
}

function unapprovedIn(effect: Effect, deliveries: Delivered[]): string[] {
  const delivery = deliveries.find(
    ({ target, parts }) => effect.target === target && parts.includes(effect.text),
  );
  const where = `${effect.target}: "${effect.text}"`;
  if (!delivery) return [`${where} was never approved`];
  const { intents, at } = delivery;
  if (intents.length === 0) return [`${where} went out without a committed intent`];
  if (intents.includes(false)) return [`${where} was not approved when an intent was committed`];
  if (at !== null && effect.at !== undefined && effect.at < at)
    return [`${where} went out ${at - effect.at} ms before its time`];
  return [];
}

/** Of a thread that broke off, the parts that are known to be out are. */
function falseFailuresOf(delivery: Delivered, effects: Effect[]): string[] {
  const { state, parts, out } = delivery;
  if (state !== 'failed' && state !== 'cancelled') return [];
  const live = parts.slice(out).filter((text) => liveOf(delivery, text, effects).length > 0);
  return live.map((text) => `${describe(delivery)}: "${text}" is live`);
}

function liveOf({ target }: Delivered, text: string, effects: Effect[]): Effect[] {
  return effects.filter((effect) => effect.target === target && effect.text === text);
}

function describe({ id, target, state }: Delivered): string {
  return `delivery ${id}, ${target}, ${state}`;
}

const ENDS = new Set(['sent', 'failed', 'unknown', 'cancelled']);
