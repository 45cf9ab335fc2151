/** Finds out, as mentions are taken in, which of their conversations share the card of a storm. */
import { createHash } from 'node:crypto';
import { cut } from '../../kit/storable.ts';
import { type Subject, subjectOf } from '../../kit/subject.ts';
import { keysOf, RATES, risen, type StormKind } from '../../listening/storm.ts';
import { normalised } from '../../posts/likeness.ts';
import { withoutLinks } from '../../posts/links.ts';
import type { Transaction } from '../../store/database.ts';
import type { NewMention, StoredMention } from '../../store/mentions.ts';
import * as storms from '../../store/storms.ts';

export interface StormWatch {
  /** The storm whose card its new conversation shares; undefined: it gets a card of its own. */
  foldedInto(mention: StoredMention): Promise<number | undefined>;
  /** Writes down how many came. */
  keep(): Promise<void>;
}

/** `items`: those that are new. Before anything else is locked, as what they raise is locked here. */
export async function watchStorms(
  transaction: Transaction,
  items: NewMention[],
  now: number,
): Promise<StormWatch> {
  const keys = new Map(items.map((one) => [one.item.id, keysFor(one)]));
  const held = await storms.hold(transaction, [...keys.values()].flat().map(keyOf), now);
  const levels = new Map(held.map((level) => [level.key, level]));
  return {
    async foldedInto(mention) {
      let folded: number | undefined;
      for (const one of keys.get(mention.item) ?? []) {
        const level = levels.get(keyOf(one));
        if (!level) continue;
        const next = risen(RATES[one.kind], { level: level.level, at: level.at.getTime() }, now);
        Object.assign(level, { level: next.level.level, at: new Date(next.level.at) });
        if (next.wasCalm) level.stormId = null;
        if (!next.isStorm || folded !== undefined) continue;
        level.stormId ??= await storms.begin(transaction, one, now);
        folded = level.stormId;
      }
      if (folded !== undefined) await storms.fold(transaction, mention.conversationId, folded);
      return folded;
    },
    keep: () => storms.keep(transaction, [...levels.values()]),
  };
}

export function subjectOfStorm(id: number): Subject {
  return subjectOf('storm', id);
}

function keysFor({ item, topics }: NewMention): { kind: StormKind; name: string }[] {
  const words = normalised(withoutLinks(item.text, () => ''));
  return keysOf(item, words, topics).map(({ kind, name }) => ({ kind, name: cut(name, MOST_NAME) }));
}

function keyOf({ kind, name }: { kind: StormKind; name: string }): string {
  if (kind === 'topic') return `topic:${name}`;
  return `text:${createHash('sha256').update(name).digest('base64url')}`;
}

/** Characters: whoever begins alike for so long says the same. */
const MOST_NAME = 500;
