/** Who reads what: targets with the same text together, in the order of the targets. */
import { type Content, textFor } from './content.ts';

export interface Wording {
  text: string;
  targets: string[];
}

export function wordings(content: Content): Wording[] {
  const byText = new Map<string, string[]>();
  for (const target of content.targets) {
    const text = textFor(content, target);
    byText.set(text, [...(byText.get(text) ?? []), target]);
  }
  return [...byText].map(([text, targets]) => ({ text, targets }));
}
