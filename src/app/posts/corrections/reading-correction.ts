/** A correction against what is live: only where its text differs is anything sent, and only what is out can be changed. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { type Content, textFor } from '../../../posts/content.ts';
import { partsOf } from '../../../posts/parts.ts';
import type { App } from '../../app.ts';
import { notOut, type Original, openPlaces, type Place } from './original.ts';

/** `content`: as it was filled in. Answers it for those targets alone where something changes. */
export function againstLive(
  app: App,
  original: Original,
  content: Content,
): { content: Content; findings: Finding[] } {
  const open = openPlaces(original);
  const named = content.targets.map((target) => open.find((place) => place.target === target) ?? target);
  const places = named.filter((one) => typeof one !== 'string');
  const hindrances = named.flatMap((one) => (typeof one === 'string' ? hindranceOf(app, original, one) : []));
  const changed = places.filter(({ target, text }) => textFor(content, target) !== text);
  const findings = [
    ...hindrances,
    ...(changed.length === 0 && hindrances.length === 0 ? [unchanged()] : []),
    ...changed.flatMap((place) => checkParts(place, textFor(content, place.target))),
  ];
  const targets = changed.length === 0 ? content.targets : changed.map(({ target }) => target);
  const variants = Object.entries(content.variants).filter(([target]) => targets.includes(target));
  return { content: { ...content, targets, variants: Object.fromEntries(variants) }, findings };
}

/** What the post stands at still and cannot be changed there: those who approve should know. */
export function staysBehind({ places }: Original, content: Content): Finding[] {
  return places.flatMap(({ target, isLive, hindrance }) =>
    isLive && hindrance && !content.targets.includes(target) ? { ...hindrance, level: 'warning' } : [],
  );
}

function hindranceOf(app: App, { post, places }: Original, target: string): Finding {
  const known = places.find((place) => place.target === target)?.hindrance;
  return known ?? notOut(app.accounts.titleOf(target), post.id);
}

function unchanged(): Finding {
  return {
    id: 'post.correct.unchanged',
    level: 'error',
    field: 'text',
    message: t('This is the text that is live already.'),
    remedy: t('Change it, or cancel the correction.'),
  };
}

function checkParts({ title, parts }: Place, text: string): Finding[] {
  const found = partsOf(text).length;
  if (found === parts) return [];
  return [
    {
      id: 'post.correct.parts',
      level: 'error',
      field: 'text',
      message: t(
        '{title} has it in {parts, plural, one {one part} other {# parts}}, of which each is corrected in its place; this text has {found}.',
        { title, parts, found },
      ),
      remedy:
        parts === 1
          ? t('Take out the lines that hold --- alone.')
          : t('Write {parts} parts, with a line that holds --- alone between them.', { parts }),
    },
  ];
}
