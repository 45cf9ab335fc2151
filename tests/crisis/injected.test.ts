/** Crises put into made-up backgrounds: how many are found, how soon, and how often there is a false alarm. */
import { describe, expect, it } from 'vitest';
import { begin, type DetectorState, step } from '../../src/crisis/detection/detector.ts';
import { type Background, randomOf, SLOT, SLOTS_A_DAY, slotAt } from './background.ts';

const SETTINGS = { falseAlarmsAWeek: 1, timeZone: 'UTC' };
const WARM_DAYS = 8;
const WATCHED_DAYS = 28;

const BACKGROUNDS: Background[] = [
  { seed: 21, level: 0.8, negative: 0.2 },
  { seed: 22, level: 4, negative: 0.15 },
  { seed: 23, level: 20, negative: 0.3 },
  { seed: 24, level: 100, negative: 0.2 },
];

/** Each lasts two hours. */
const CRISES = {
  'a burst of anger': { times: 8, negative: 0.75 },
  'a burst of mentions, of the usual mood': { times: 10 },
  'a wave of twice as many, nearly all negative': { times: 2.5, negative: 0.85 },
};

/** From noon of each second day a crisis may begin: the state there, with what came before. */
function watch(background: Background) {
  const random = randomOf(background.seed);
  const places: { number: number; state: DetectorState }[] = [];
  let [state, falseAlarms] = [begin(SLOT), 0];
  for (let number = 0; number < (WARM_DAYS + WATCHED_DAYS) * SLOTS_A_DAY; number += 1) {
    const warm = number >= WARM_DAYS * SLOTS_A_DAY;
    if (warm && number % (2 * SLOTS_A_DAY) === 130) places.push({ number, state });
    const taken = step(state, slotAt(number, background, random), SETTINGS);
    if (warm && taken.verdict.alert) falseAlarms += 1;
    state = taken.state;
  }
  return { places, falseAlarms };
}

/** Slots until it was told; undefined when it was not within two hours. */
function delay(state: DetectorState, first: number, background: Background, crisis: object, seed: number) {
  const random = randomOf(seed);
  let reached = state;
  for (let slots = 0; slots < 24; slots += 1) {
    const taken = step(reached, slotAt(first + slots, background, random, crisis), SETTINGS);
    if (taken.verdict.alert) return slots;
    reached = taken.state;
  }
  return undefined;
}

describe('crises in a background', () => {
  const watched = BACKGROUNDS.map((background) => ({ background, ...watch(background) }));

  it.each(Object.entries(CRISES))('are found: %s', (_, crisis) => {
    const delays = watched.flatMap(({ background, places }) =>
      places.map(({ number, state }) => delay(state, number, background, crisis, number)),
    );
    const found = delays.filter((one) => one !== undefined).sort((one, other) => one - other);
    expect(found.length / delays.length).toBeGreaterThanOrEqual(0.95);
    // A slot ends five minutes after it began.
    expect(((found[found.length >> 1] ?? 99) + 1) * 5).toBeLessThanOrEqual(10);
  });

  it('are not seen where there are none, more than once a week and topic', () => {
    const falseAlarms = watched.reduce((sum, one) => sum + one.falseAlarms, 0);
    expect(falseAlarms / watched.length / (WATCHED_DAYS / 7)).toBeLessThanOrEqual(1);
  });
});
