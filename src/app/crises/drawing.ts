/** What each message about a crisis shows, and whether there still is a reason to send it. */
import { card, text } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { App } from '../app.ts';
import type { Asked, Drawn } from '../showing/subject.ts';
import { crisisCard, headingOf, pingCard } from './crisis-card.ts';
import { type CrisisView, viewCrisis } from './viewing.ts';

/** Undefined: somebody answered before it was sent. */
export async function drawCrisis(app: App, id: number, asked: Asked): Promise<Drawn | undefined> {
  const view = await viewCrisis(app, id);
  if (!view) return undefined;
  if (asked.kind === 'card') return crisisCard(view);
  if (!asked.isSent && !isStillMeant(view, asked)) return undefined;
  const level = Number(asked.payload.level ?? 0);
  switch (asked.kind) {
    case 'ping':
      if (!('personId' in asked.to)) return pingCard(view, level);
      return { ...crisisCard(view), opening: [text(askWords(level, view.levels))] };
    case 'exhausted':
      return {
        ...crisisCard(view),
        opening: [text(t('You read this as an admin: all levels were pinged, and nobody answered.'))],
      };
    case 'missing':
      return missingCard(view, level, asked.payload.missing);
    case 'unreached':
      return unreachedCard(view, level, String(asked.payload.missing));
    default:
      return undefined;
  }
}

/** It belongs to the climb that is on. */
function isStillMeant({ crisis }: CrisisView, { round }: Asked): boolean {
  return crisis.state === 'open' && round.split('.')[0] === String(crisis.climbNumber);
}

function askWords(level: number, levels: number): string {
  return t('You are asked to take this (level {level} of {levels}). Acknowledge stops the pings.', {
    level: level + 1,
    levels,
  });
}

function unreachedCard({ crisis }: CrisisView, level: number, missing: string): Drawn {
  return card(t('A ping of level {level} of the crisis policy did not arrive', { level: level + 1 }), {
    tone: 'warning',
    blocks: [
      text(missing),
      text(t('It came up in this: {heading}.', { heading: headingOf(crisis) })),
      text(t('Where the level reached nobody else, the next one was asked at once.')),
    ],
  });
}

function missingCard({ crisis }: CrisisView, level: number, missing: unknown): Drawn {
  const named = Array.isArray(missing) ? missing.map(String) : [];
  return card(t('Level {level} of the crisis policy names somebody in vain', { level: level + 1 }), {
    tone: 'warning',
    blocks: [
      text(t('Left out: {names}.', { names: named.join(', ') })),
      text(t('It came up in this: {heading}. The others were pinged.', { heading: headingOf(crisis) })),
      text(t('Mend `crisis.levels` in the team file; it is read while we run.')),
    ],
  });
}
