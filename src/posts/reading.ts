/** Reads what an author filled in: a content, or every fault at once. */
import { type Finding, Refusal } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { readWhen } from '../kit/when.ts';
import type { Content } from './content.ts';
import type { PostInput } from './input.ts';
import { type KnownTargets, readTargets } from './targets.ts';

/** What the words are read against. */
export interface Reader extends KnownTargets {
  /** The person's zone. */
  timeZone: string;
  /** Epoch ms. */
  now: number;
}

export type Reading = { content: Content; findings: [] } | { content: undefined; findings: Finding[] };

export function readInput(input: PostInput, reader: Reader): Reading {
  const findings: Finding[] = [...input.missing];
  const targets = collect(findings, () => readTargets(input.to, reader, 'to'));
  const at = collect(findings, () => readAt(input.at, reader));
  const variants = variantsFor(targets ?? [], input);
  const texts = [input.text, ...Object.values(variants)];
  const saysNothing = (target: string) => (variants[target] ?? input.text).trim() === '';
  // Without a target that is known, the common text is what there is.
  if (input.media.length === 0 && (targets ?? ['']).some(saysNothing)) findings.push(nothingToSay());
  const length = texts.join('').length;
  if (length > REVIEWABLE) findings.push(tooLongToReview(length));
  if (targets === undefined || at === undefined || findings.length > 0)
    return { content: undefined, findings };
  const media = input.media.map(({ hash, alt, video }) => ({ hash, alt, ...(video && { video }) }));
  const campaign = input.campaign.trim() || null;
  const { text, corrects, answers } = input;
  const content = { text, variants, targets, media, at, campaign };
  return {
    content: { ...content, ...(corrects !== undefined && { corrects }), ...(answers && { answers }) },
    findings: [],
  };
}

/** Only of targets that it goes to, and only where it differs: what nobody sees is no part of an approval. */
function variantsFor(targets: string[], { text, variants }: PostInput): Record<string, string> {
  const own = targets.flatMap((target) => {
    const words = Object.hasOwn(variants, target) ? variants[target] : undefined;
    return words === undefined || words === text ? [] : [[target, words] as const];
  });
  return Object.fromEntries(own);
}

function readAt(at: string, { timeZone, now }: Reader): number | null {
  if (/^(?:now|asap)?$/i.test(at.trim())) return null;
  return readWhen(at, timeZone, now);
}

function collect<T>(findings: Finding[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    findings.push(...error.findings);
    return undefined;
  }
}

const nothingToSay = (): Finding => ({
  id: 'post.text.empty',
  level: 'error',
  field: 'text',
  message: t('The post has neither a text nor a picture.'),
  remedy: t('Write a text, or add a picture.'),
});

/** Nobody approves what they cannot read: both chats show this much on a card, whole. */
const REVIEWABLE = 8_000;

function tooLongToReview(found: number): Finding {
  return {
    id: 'post.text.max_review',
    level: 'error',
    field: 'text',
    message: t('An approver reads at most {most} characters on a card; these texts have {found}.', {
      most: REVIEWABLE,
      found,
    }),
    remedy: t('Shorten it by {over}.', { over: found - REVIEWABLE }),
  };
}
