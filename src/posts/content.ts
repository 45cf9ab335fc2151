/** What a post says, where and when: all that an approval covers, and the hash that binds the approval to it. */
import { createHash } from 'node:crypto';
import { type Answers, canonicalAnswers } from './answers.ts';
import { canonicalFields, type FieldUses } from './fields.ts';
import { canonicalPresentations, type Presentation } from './presentation.ts';
import { canonicalVideo, type VideoFacts } from './video.ts';

export interface Content {
  text: string;
  /** Target → its own text, where it differs. */
  variants: Record<string, string>;
  /** Names of targets, each once, sorted. */
  targets: string[];
  media: MediaUse[];
  /** Epoch ms; null: as soon as it is approved. */
  at: number | null;
  campaign: string | null;
  /** The number of the published post whose text this one replaces, in place. */
  corrects?: number;
  /** What somebody else wrote, which this post answers. */
  answers?: Answers;
  /** Target → how it is shown there, where that is settled. */
  presentation?: Record<string, Presentation>;
  /** Target → what stands in its network's own fields. */
  fields?: Record<string, FieldUses>;
}

export interface MediaUse {
  /** Of the bytes (SHA-256, hex): another picture is another content. */
  hash: string;
  alt: string;
  /** It is no picture. */
  video?: VideoFacts;
}

/** SHA-256 (hex) over every field in a fixed order. Equal contents have equal hashes, whatever the order of their keys. */
export function contentHash(content: Content): string {
  const canonical = [
    content.text,
    Object.entries(content.variants).sort(byName),
    [...content.targets].sort(),
    content.media.map(({ hash, alt, video }) => [hash, alt, ...(video ? [canonicalVideo(video)] : [])]),
    content.at,
    content.campaign,
    // Absent in all others, so that they keep the hashes that they always had.
    ...(content.corrects === undefined ? [] : [content.corrects]),
    ...(content.answers === undefined ? [] : [canonicalAnswers(content.answers)]),
    ...(content.presentation === undefined ? [] : [canonicalPresentations(content.presentation)]),
    ...(content.fields === undefined ? [] : [canonicalFields(content.fields)]),
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

export function textFor(content: Content, target: string): string {
  return (Object.hasOwn(content.variants, target) ? content.variants[target] : undefined) ?? content.text;
}

function byName(one: [string, string], other: [string, string]): number {
  return one[0] < other[0] ? -1 : 1;
}
