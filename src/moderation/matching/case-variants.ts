/**
 * A capital hides what its small letter tells: I may be ı in Turkish, and Greek capitals are written without the
 * accent that the small letters have.
 */
export function caseVariant(unit: number): number | undefined {
  return variants.get(unit);
}

export function isCaseVariant(unit: number): boolean {
  return all.has(unit);
}

const variants: ReadonlyMap<number, number> = new Map(
  ['iı', 'αά', 'εέ', 'ηή', 'ιί', 'οό', 'υύ', 'ωώ'].map((pair) => {
    const [letter, variant] = [...pair.normalize('NFC')].map((one) => one.charCodeAt(0));
    return [letter ?? 0, variant ?? 0];
  }),
);
const all = new Set(variants.values());
