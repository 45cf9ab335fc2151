/** Marks that combine with a letter, by what they are for. */

/** Draws an Arabic word out. */
export const TATWEEL = 0x640;

/** Hebrew and Arabic vowel points, which are written or left out at will. */
export function isVowelPoint(unit: number): boolean {
  return (
    (unit >= 0x591 && unit <= 0x5c7) ||
    (unit >= 0x610 && unit <= 0x61a) ||
    (unit >= 0x64b && unit <= 0x65f && unit !== 0x653 && unit !== 0x654 && unit !== 0x655) ||
    unit === 0x670 ||
    (unit >= 0x6d6 && unit <= 0x6ed)
  );
}

/** Combining marks of no script: accents, and what is stacked on letters for show. */
export function goesWithAny(unit: number): boolean {
  return (
    (unit >= 0x300 && unit <= 0x36f) ||
    (unit >= 0x483 && unit <= 0x489) ||
    (unit >= 0x1ab0 && unit <= 0x1aff) ||
    (unit >= 0x1dc0 && unit <= 0x1dff) ||
    (unit >= 0x20d0 && unit <= 0x20ff) ||
    (unit >= 0xfe20 && unit <= 0xfe2f)
  );
}

/** Strikes a letter through or encloses it; no orthography spells with it. */
export function isOverlay(unit: number): boolean {
  return (
    (unit >= 0x334 && unit <= 0x338) || (unit >= 0x20d0 && unit <= 0x20ff) || unit === 0x488 || unit === 0x489
  );
}

/** A dot on ı makes it i again. */
export function isDotOn(base: number, mark: number): boolean {
  return base === 0x131 && mark === 0x307;
}

export const LATIN_I = 0x69;
