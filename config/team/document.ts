/** The team file's text: read as YAML, with the line on which each key stands. */
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { t } from '../../src/kit/t.ts';
import type { Fault } from '../fault.ts';

export interface TeamDocument {
  /** The plain value. What is empty (`people:` with nothing behind it) is left out. */
  value: unknown;
  faults: Fault[];
  /** Keys with signs that are not shown. No faults by themselves: a name may hold them. */
  unseen: Fault[];
  /** The line of the key or item at that path, or of the nearest thing around it; from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

export function readDocument(text: string): TeamDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const faults = isOfOldMac(text)
    ? [oldMacFault()]
    : [...document.errors, ...document.warnings].map((error) => {
        const line = lineAt(error.pos[0]);
        return unseenFault(text.split('\n')[line - 1] ?? '', line) ?? syntaxFault(error, line);
      });
  const unseen: Fault[] = [];
  return {
    value: faults.length > 0 ? undefined : plainValue(document, { faults, unseen }, lineAt),
    faults,
    unseen,
    lineOf: (path) => lineAt(offsetOf(document.contents, path)),
  };
}

/** Where a key is not taken and holds such a sign, that is what is told of it. */
export function withUnseen(faults: Fault[], { unseen }: Pick<TeamDocument, 'unseen'>): Fault[] {
  const meant = unseen.filter(({ line }) => faults.some((fault) => fault.line === line));
  return meant.length > 0 ? meant : faults;
}

/** A sign that looks like a blank or like nothing: YAML takes it for a letter. It comes along from pages and chats. */
function unseenFault(words: string, line: number): Fault | undefined {
  const found = /(?![ \u200C\u200D])[\p{Zs}\p{Cf}]/u.exec(words)?.[0];
  if (found === undefined) return undefined;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const message = t(
    'It holds a blank or a sign that is not shown, which YAML takes for a letter (U+{code}).',
    {
      code,
    },
  );
  const remedy = t('Type the blanks of this line anew.');
  return { id: 'team.yaml.unseen', level: 'error', field: '', message, remedy, line };
}

function isOfOldMac(text: string): boolean {
  return !text.includes('\n') && text.trim().includes('\r');
}

function oldMacFault(): Fault {
  const message = t('Its lines end as on old Macs, so that YAML reads one long line.');
  const remedy = t('Save it with line ends of Unix (LF) in your editor.');
  return { id: 'team.yaml.line_ends', level: 'error', field: '', message, remedy, line: 1 };
}

/** The library's own words are used only where they cannot quote the file, which may hold a secret. */
function syntaxFault(error: YAMLError, line: number): Fault {
  const quotes = [
    'MULTIPLE_DOCS',
    'TAG_RESOLVE_FAILED',
    'UNEXPECTED_TOKEN',
    'BAD_DQ_ESCAPE',
    'BAD_DIRECTIVE',
    'BAD_ALIAS',
  ];
  const message = quotes.includes(error.code)
    ? t('This is not YAML ({code}).', { code: error.code.toLowerCase().replaceAll('_', ' ') })
    : t('This is not YAML: {reason}.', { reason: error.message.replace(/\.$/, '') });
  return { id: 'team.yaml.syntax', level: 'error', field: '', message, remedy: syntaxRemedy(error), line };
}

function syntaxRemedy(error: YAMLError): string {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return t('Indent with spaces.');
    case 'DUPLICATE_KEY':
      return t('Take one of the two away.');
    case 'MULTIPLE_DOCS':
      return t('Take the line --- out, and what stands below it.');
    case 'BAD_INDENT':
      return t('Let the keys that belong together begin in the same column.');
    default:
      return t('Put quotes around values that hold any of {characters}.', {
        characters: ': # { } [ ] , & * ! | > % @',
      });
  }
}

function plainValue(
  document: Document.Parsed,
  { faults, unseen }: Pick<TeamDocument, 'faults' | 'unseen'>,
  lineAt: LineAt,
): unknown {
  visit(document, {
    Alias(_key, alias) {
      if (!alias.resolve(document)) faults.push(aliasFault(lineAt(alias.range?.[0] ?? 0)));
    },
    Pair(_key, { key }) {
      if (!isScalar(key)) return;
      const fault = unseenFault(String(key.value), lineAt(key.range?.[0] ?? 0));
      if (fault) unseen.push(fault);
    },
  });
  if (faults.length > 0) return undefined;
  try {
    return withoutEmpty(withBareCampaigns(document.toJS()));
  } catch {
    // Aliases that unfold to very much, or into themselves.
    faults.push(aliasFault(1));
    return undefined;
  }
}

/** Without the alias's name: it may be a password that begins with a star. */
function aliasFault(line: number): Fault {
  const message = t('This is not YAML: an alias has no anchor.');
  const remedy = t('Put quotes around values that begin with {character}.', { character: '*' });
  return { id: 'team.yaml.alias', level: 'error', field: '', message, remedy, line };
}

/** A campaign needs no more than its name: with nothing behind it, it is one all the same. */
function withBareCampaigns(value: unknown): unknown {
  if (!isPlain(value) || !isPlain(value.campaigns)) return value;
  const campaigns = Object.entries(value.campaigns).map(([name, campaign]) => [name, campaign ?? {}]);
  return { ...value, campaigns: Object.fromEntries(campaigns) };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type LineAt = (offset: number) => number;

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutEmpty(member)]));
}

function offsetOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = 0;
  for (const step of path) {
    const next = stepInto(node, step);
    if (!next) break;
    offset = next.offset;
    node = next.node;
  }
  return offset;
}

function stepInto(node: unknown, step: PropertyKey): { node: unknown; offset: number } | undefined {
  if (isSeq<Node>(node)) {
    const item = node.items[Number(step)];
    return item?.range ? { node: item, offset: item.range[0] } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
  return pair && isScalar(pair.key) && pair.key.range
    ? { node: pair.value, offset: pair.key.range[0] }
    : undefined;
}
