/** `a.limit(0),b{c,d}` → a and b: what is asked of the inside is told whole. */
export function topLevel(fields: string): string[] {
  let flat = fields.replaceAll(/\.\w+\([^()]*\)/g, '');
  while (/\{[^{}]*\}/.test(flat)) flat = flat.replaceAll(/\{[^{}]*\}/g, '');
  return flat.split(',');
}
