/** What a post's form shows below its fields while it is filled in: each network's count, and what it makes of the text. */
import { type Block, list, quote } from '../../../chat/card.ts';
import type { FormPreview } from '../../../chat/command.ts';
import { type RawValues, textOf } from '../../../chat/option.ts';
import { t } from '../../../kit/t.ts';
import type { Person } from '../../../people/person.ts';
import type { Content } from '../../../posts/content.ts';
import { emptyInput, type PostInput } from '../../../posts/input.ts';
import { partsOf } from '../../../posts/parts.ts';
import type { Check } from '../../../posts/preflight/check.ts';
import { readInput } from '../../../posts/reading.ts';
import { wordings } from '../../../posts/variants.ts';
import type { App } from '../../app.ts';
import { fill } from '../fields/filling.ts';
import { present } from '../fields/presenting.ts';
import { checkTarget } from '../preflight/checking.ts';
import { nothingGathered } from '../preflight/facts.ts';
import { checkBlocks, findingLine } from './check-blocks.ts';

/** For a form that says all that counts by itself. */
export const typedPreview: FormPreview<App> = {
  of: ['text', 'to'],
  show: ({ person, values }, app) => formPreview(app, person, emptyInput, values),
};

/** `before`: what the form changes. Other posts and links are not looked at: that is done when it is sent. */
export async function formPreview(
  app: App,
  person: Person,
  before: PostInput,
  values: RawValues,
): Promise<Block[]> {
  const typed = { text: textOf(values, 'text'), to: textOf(values, 'to') };
  const now = app.clock.now();
  const { targets, groups } = app.team;
  const known = { targets: Object.keys(targets), groups, timeZone: person.timeZone, now };
  const filled = { ...before, ...typed, at: '', missing: [] };
  const { content: typedContent, findings } = readInput(filled, known);
  // A target's name that is not typed to its end, or no text yet, is no fault.
  const wrong = findings.filter(({ field, id }) => field === 'text' && id !== 'post.text.empty');
  if (!typedContent) return wrong.length > 0 ? [list(wrong.map(findingLine))] : [];
  // What stands before the text counts with it; the cards of links do not, and take time.
  const presented = await present(app, typedContent, { ...filled, card: 'none' });
  const { content } = await fill(app, presented.content, filled, PATIENCE);
  const occasion = { postId: 0, at: now, patience: PATIENCE };
  const asked = content.targets.map((target) => checkTarget(app, content, target, occasion, nothingGathered));
  const checks = await Promise.all(asked);
  return [...checkBlocks(checks), ...readingBlocks(content, checks)];
}

/** Where it is read otherwise than it stands in the field: an own text, a text in parts. */
function readingBlocks(content: Content, checks: Check[]): Block[] {
  const titles = new Map(checks.map(({ target, title }) => [target, title]));
  return wordings(content).flatMap(({ text, targets }) => {
    const parts = partsOf(text);
    if (parts.length === 1 && text === content.text) return [];
    const where = targets.map((target) => titles.get(target) ?? target).join(', ');
    return parts.map((part, index) =>
      quote(
        part,
        parts.length === 1
          ? where
          : t('{where}, part {part} of {parts}', { where, part: index + 1, parts: parts.length }),
      ),
    );
  });
}

/** ms that a network may take to tell its limits: the person is typing. */
const PATIENCE = 1_000;
