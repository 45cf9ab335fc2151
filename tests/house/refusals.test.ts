/** Who is refused for want of a right is noted in the audit log; the refusal itself says so, and none is forgotten. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParserPlugin, parse } from '@babel/parser';
import { beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/kit/root.ts';
import { filesBelow } from './imports.ts';

const ROOMS = ['src/app', 'src/posts', 'src/people', 'src/moderation', 'commands', 'pages'];
/** What makes a finding, and of these what says that it was forbidden. */
const MAKERS = ['refuse', 'finding', 'forbid', 'forbidden'];
const FORBIDDING = ['forbid', 'forbidden'];

/** Words that tell somebody: you are not the one. */
const NOT_YOU = [
  /\bneeds the role\b/,
  /\byou have no role\b/,
  /\byou are not (among|one)\b/i,
  /\bnot yours\b/,
  /\bsomebody else's\b/,
  /\byou (may|hold no right)\b/i,
  /\bnobody approves\b/,
  /\bis for \{who\}/,
  /\bagrees to this who\b/,
  /\babout two others\b/,
  /\bas high as you\b/,
  /\bto the team alone\b/,
  /\ban admin can give (it|you)\b/i,
];

interface Said {
  /** The first argument, where it is written out. */
  id: string;
  maker: string;
  words: string;
}

let said: Said[];
beforeAll(async () => {
  const files = (await Promise.all(ROOMS.map(filesBelow))).flat();
  said = (await Promise.all(files.map(refusalsIn))).flat();
});

test('a refusal that says "not you" says so to the audit log too', () => {
  const unmarked = said.filter((one) => !FORBIDDING.includes(one.maker) && saysNotYou(one));
  expect(unmarked.map(({ id, words }) => `${id}: ${words}`)).toEqual([]);
});

test('the words are found where they are said', () => {
  const found = said.filter(saysNotYou).map(({ id }) => id);
  for (const id of [
    'approval.role',
    'approval.not_awaited',
    'approval.self',
    'post.not_yours',
    'comment.team',
  ])
    expect(found).toContain(id);
});

function saysNotYou({ words }: Said): boolean {
  return NOT_YOU.some((one) => one.test(words));
}

/** Calls of a maker, with every text within; what was put into a variable in the same function counts with it. */
async function refusalsIn(file: string): Promise<Said[]> {
  const text = await readFile(join(packageRoot(), file), 'utf8');
  const plugins: ParserPlugin[] = ['typescript'];
  const found: Said[] = [];
  walk(parse(text, { sourceType: 'module', plugins }).program, undefined, (call, within) => {
    const maker = call.callee?.name;
    const [id] = call.arguments ?? [];
    if (typeof maker !== 'string' || !MAKERS.includes(maker) || typeof id?.value !== 'string') return;
    found.push({ id: id.value, maker, words: textsIn(within ?? call).join(' ') });
  });
  return found;
}

interface Node {
  type: string;
  callee?: Node & { name?: string };
  arguments?: Node[];
  value?: unknown;
  [key: string]: unknown;
}

function walk(node: unknown, within: Node | undefined, visit: (call: Node, within?: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, within, visit);
  else if (isNode(node)) {
    if (node.type === 'CallExpression') visit(node, within);
    const inside = node.type === 'FunctionDeclaration' ? node : within;
    for (const [key, value] of Object.entries(node)) if (key !== 'loc') walk(value, inside, visit);
  }
}

function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (!isNode(node)) return [];
  if (node.type === 'StringLiteral') return [String(node.value)];
  return Object.entries(node).flatMap(([key, value]) => (key === 'loc' ? [] : textsIn(value)));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
