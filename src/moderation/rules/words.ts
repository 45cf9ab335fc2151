/** Words and phrases that are not to be said, behind whatever disguise. */
import { z } from 'zod';
import { foldText } from '../folding/fold.ts';
import { type FoldedText, plainly, rawSpan } from '../folding/folded-text.ts';
import { cyrillicFor, latinFor } from '../folding/look-alikes.ts';
import { type Looking, type Match, search } from '../matching/search.ts';
import { Trie } from '../matching/trie.ts';
import { ignores, type Scan, scan, switched, wordList } from '../parameters.ts';
import { type Reading, VIEW, withDotless } from '../reading.ts';
import type { Found, Look, RuleType, Tell } from '../rule.ts';

interface Words {
  words: (string | number)[];
  match: 'word' | 'part';
  allow: (string | number)[];
  leet: boolean;
  spaced: boolean;
  marks: 'fold' | 'keep';
  in_code: Scan;
  in_quotes: Scan;
  lang?: string | undefined;
}

export const ruleType: RuleType<Words> = {
  name: 'words',
  summary: 'Words and phrases, behind look-alikes, invisible characters and mark-up too.',
  shape: {
    words: wordList
      .min(1, { error: 'must hold at least one word' })
      .meta({ description: 'Words and phrases.', examples: [['casino', 'free nitro']] }),
    match: z
      .enum(['word', 'part'])
      .default('word')
      .meta({ description: 'A word by itself, or inside others too.', examples: ['part'] }),
    allow: wordList
      .default([])
      .meta({ description: 'Excuses what it covers, and nothing besides.', examples: [['casino royale']] }),
    leet: switched.meta({ description: 'Digits and signs stand for letters: c4$1n0.' }),
    spaced: switched.meta({ description: 'Something stands between the letters: c a s i n o.' }),
    marks: z
      .enum(['fold', 'keep'])
      .default('fold')
      .meta({ description: 'Whether é is e.', examples: ['keep'] }),
    in_code: scan,
    in_quotes: scan,
    lang: z
      .string({ error: 'must be a language, such as tr' })
      .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, { error: 'must be a language, such as tr' })
      .optional()
      .meta({ description: 'The language of the words: tr and az tell I from İ.', examples: ['tr'] }),
  },
  prepare(rules) {
    const groups = groupsOf(rules);
    return (look, tell) => {
      for (const group of groups) group.look(look, tell);
    };
  },
};

/** A text as it is looked at, all ways in which it is, and what is allowed in it by rule. */
interface Looked {
  folded: FoldedText;
  views: readonly FoldedText[];
  excused: Map<number, Int32Array>;
}

/** Rules that look at a text in the same way share one tree of words. */
class Group {
  private readonly view: number;
  private readonly looking: Looking;
  private readonly trie = new Trie();
  private readonly entries: { rule: number; word: string }[] = [];
  private readonly allowed = new Map<number, Trie>();

  constructor({ match, leet, spaced, marks, in_code, in_quotes, lang }: Words) {
    this.view =
      (marks === 'keep' ? VIEW.keepMarks : 0) |
      (ignores(in_code) ? VIEW.withoutCode : 0) |
      (ignores(in_quotes) ? VIEW.withoutQuotes : 0) |
      (isDotless(lang) ? VIEW.dotless : 0);
    this.looking = { leet, spaced, whole: match === 'word' };
  }

  add(rule: number, { words, allow }: Words): void {
    for (const word of words.map(String)) {
      for (const form of this.forms(word)) this.trie.add(form, this.entries.length);
      this.entries.push({ rule, word });
    }
    if (allow.length === 0) return;
    const trie = new Trie();
    for (const word of allow.map(String)) for (const form of this.forms(word)) trie.add(form, 0);
    this.allowed.set(rule, trie);
  }

  look({ readings }: Look, tell: Tell): void {
    const told: number[] = [];
    for (const reading of readings) {
      const views = reading.both(this.view);
      const excused = new Map<number, Int32Array>();
      for (const folded of views) this.lookAt(reading, { folded, views, excused }, told, tell);
    }
  }

  private lookAt(reading: Reading, { folded, views, excused }: Looked, told: number[], tell: Tell): void {
    search(this.trie, folded, reading.raw, this.looking, (match) => {
      const entry = this.entries[match.value];
      if (!entry || told.includes(entry.rule)) return;
      const allowed = this.allowed.get(entry.rule);
      if (allowed) {
        const reach = excused.get(entry.rule) ?? this.reach(allowed, views, reading.raw);
        excused.set(entry.rule, reach);
        const [from, to] = rawSpan(folded, match.start, match.end);
        if ((reach[from] ?? 0) >= to) return;
      }
      told.push(entry.rule);
      tell(entry.rule, foundIn(reading, folded, match, entry.word));
    });
  }

  /** For each place of the raw text: how far what is allowed reaches that began there or before, as it is shown or written. */
  private reach(allowed: Trie, views: readonly FoldedText[], raw: string): Int32Array {
    const reach = new Int32Array(raw.length + 1);
    for (const folded of views)
      search(allowed, folded, raw, this.looking, ({ start, end }) => {
        const [from, to] = rawSpan(folded, start, end);
        reach[from] = Math.max(reach[from] ?? 0, to);
      });
    for (let at = 1; at < reach.length; at += 1) reach[at] = Math.max(reach[at] ?? 0, reach[at - 1] ?? 0);
    return reach;
  }

  /** Folded as the text is. A word that itself mixes scripts stands for its plain forms too. */
  private forms(word: string): string[] {
    const written = (this.view & VIEW.dotless) !== 0 ? withDotless(word.trim()) : word.trim();
    const folded = foldText(written, { keepMarks: (this.view & VIEW.keepMarks) !== 0 });
    return [...new Set([folded.text, plainly(folded, latinFor), plainly(folded, cyrillicFor)])];
  }
}

/** Turkish and Azerbaijani have two letters of i. Elsewhere I may be either. */
function isDotless(lang: string | undefined): boolean {
  return /^(?:tr|az)(?:-|$)/i.test(lang ?? '');
}

function groupsOf(rules: Words[]): Group[] {
  const groups = new Map<string, Group>();
  rules.forEach((rule, index) => {
    const { match, leet, spaced, marks, in_code, in_quotes, lang } = rule;
    const key = JSON.stringify([
      match,
      leet,
      spaced,
      marks,
      ignores(in_code),
      ignores(in_quotes),
      isDotless(lang),
    ]);
    const group = groups.get(key) ?? new Group(rule);
    groups.set(key, group);
    group.add(index, rule);
  });
  return [...groups.values()];
}

function foundIn({ part, raw }: Reading, folded: FoldedText, { start, end }: Match, entry: string): Found {
  return {
    part: part.name,
    text: raw,
    span: rawSpan(folded, start, end),
    folded: folded.text.slice(start, end),
    entry,
  };
}
