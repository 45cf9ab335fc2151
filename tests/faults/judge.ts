/** Counts what must not be: doubles, losses, and what went out unapproved. Pure. */
import type { Delivered, Effect, Evidence } from './evidence.ts';

/** Each finding in words. */
export interface Verdict {
  doubles: string[];
  lost: string[];
  unapproved: string[];
  /** Called failed, or called off, and live. */
  falseFailures: string[];
}

export function judge({ deliveries, effects, missing }: Evidence): Verdict {
  return {
    doubles: deliveries.flatMap((one) => doublesOf(one, effects)),
    lost: [...missing, ...deliveries.flatMap((one) => lossesOf(one, effects))],
    unapproved: effects.flatMap((effect) => unapprovedIn(effect, deliveries)),
    falseFailures: deliveries.filter((one) => isFalse(one, effects)).map(describe),
  };
}

/** One finding for each effect beyond the first. */
function doublesOf(delivery: Delivered, effects: Effect[]): string[] {
  return effects
    .filter((effect) => isOf(effect, delivery))
    .slice(1)
    .map(() => `${describe(delivery)}: live once more`);
}

function lossesOf(delivery: Delivered, effects: Effect[]): string[] {
  const isLive = effects.some((effect) => isOf(effect, delivery));
  const { state, told } = delivery;
  if (!ENDS.has(state)) return [`${describe(delivery)}: it never ends`];
  if (state === 'sent' && !isLive) return [`${describe(delivery)}: nothing is live`];
  return told ? [] : [`${describe(delivery)}: nobody was told`];
}

function unapprovedIn(effect: Effect, deliveries: Delivered[]): string[] {
  const delivery = deliveries.find((one) => isOf(effect, one));
  const where = `${effect.target}: "${effect.text}"`;
  if (!delivery) return [`${where} was never approved`];
  const { intents, at } = delivery;
  if (intents.length === 0) return [`${where} went out without a committed intent`];
  if (intents.includes(false)) return [`${where} was not approved when the intent was committed`];
  if (at !== null && effect.at !== undefined && effect.at < at)
    return [`${where} went out ${at - effect.at} ms before its time`];
  return [];
}

function isFalse(delivery: Delivered, effects: Effect[]): boolean {
  const { state } = delivery;
  return (state === 'failed' || state === 'cancelled') && effects.some((effect) => isOf(effect, delivery));
}

function isOf(effect: Effect, { target, text }: Delivered): boolean {
  return effect.target === target && effect.text === text;
}

function describe({ id, target, text, state }: Delivered): string {
  return `delivery ${id}, ${target}, "${text}", ${state}`;
}

const ENDS = new Set(['sent', 'failed', 'unknown', 'cancelled']);
