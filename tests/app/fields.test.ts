/** The networks' own fields: what is settled of them for a content, what the form shows, and how old choices may be. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { fieldForm, givenFields } from '../../src/app/posts/drafting/field-form.ts';
import { withFields } from '../../src/app/posts/drafting/form.ts';
import { offeredTo } from '../../src/app/posts/fields/choices.ts';
import { fill, fillableIn } from '../../src/app/posts/fields/filling.ts';
import { messagesFor } from '../../src/app/posts/preflight/message.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { type Connection, type Network, NetworkError } from '../../src/networks/network.ts';
import type { Content } from '../../src/posts/content.ts';
import type { Field, FieldChoice } from '../../src/posts/fields.ts';
import { emptyInput, type PostInput } from '../../src/posts/input.ts';

const FIELDS: Field[] = [
  { key: 'community', label: 'Community', summary: 'Where', kind: 'choice', required: true },
  { key: 'flair', label: 'Flair', summary: 'What kind', kind: 'choice', dependsOn: ['community'] },
  { key: 'title', label: 'Title', summary: 'Above', kind: 'text', required: true, most: 100 },
  { key: 'spoiler', label: 'Spoiler', summary: 'Hidden', kind: 'switch' },
];
const CONTENT: Content = {
  ...{ text: 'Hello', variants: {}, targets: ['forum', 'web'], media: [], at: null, campaign: null },
};

let clock: MovableClock;
let app: App;
let asked: [string, Record<string, string>][];
let offer: (key: string, given: Record<string, string>) => Promise<FieldChoice[]>;

beforeEach(() => {
  clock = new MovableClock();
  asked = [];
  offer = async (key, given) =>
    key === 'community'
      ? [
          { value: 't5_1', label: 'r/kites' },
          { value: 't5_2', label: 'r/soup' },
        ]
      : [{ value: `${given.community}_news`, label: 'News' }];
  const connection = {
    choices(key: string, given: Record<string, string>) {
      asked.push([key, given]);
      return offer(key, given);
    },
  } as unknown as Connection;
  const forum = {
    title: 'Forum',
    fields: {
      all: FIELDS,
      defaults: ({ community }: { community?: string }) => (community ? { community } : {}),
    },
  } as unknown as Network;
  const account = (target: string, network: Network) => ({
    target,
    title: `Acme ${target}`,
    network,
    connection,
  });
  const accounts = new Map([
    ['forum', account('forum', forum)],
    ['web', account('web', { title: 'Web' } as unknown as Network)],
  ]);
  const targets = { forum: { account: {} }, web: { account: {} } };
  app = {
    clock,
    accounts: { get: (name: string) => accounts.get(name) },
    team: { targets, groups: {} },
  } as never;
});

const given = (fields: PostInput['fields']): PostInput => ({ ...emptyInput, to: 'forum, web', fields });
const home = (community: string | undefined) =>
  Object.assign(app.team.targets.forum ?? {}, { account: { community } });

describe('what was typed', () => {
  test('becomes the choices of the network, each by what was chosen before it', async () => {
    const fields = {
      '*': { community: 'R/Kites', title: ' A kite ' },
      forum: { flair: 'news', spoiler: 'On' },
    };
    const { content, findings } = await fill(app, CONTENT, given(fields));
    expect(findings).toEqual([]);
    expect(content.fields).toEqual({
      forum: {
        community: { value: 't5_1', label: 'r/kites' },
        flair: { value: 't5_1_news', label: 'News' },
        title: { value: 'A kite' },
        spoiler: { value: 'yes' },
      },
    });
    expect(asked).toEqual([
      ['community', {}],
      ['flair', { community: 't5_1' }],
    ]);
  });

  test('goes before what the account has, and takes it away', async () => {
    home('t5_2');
    const community = async (fields: PostInput['fields']) =>
      (await fill(app, CONTENT, given(fields))).content.fields?.forum?.community?.label;
    expect(await community(undefined)).toBe('r/soup');
    expect(await community({ forum: { community: 'r/kites' } })).toBe('r/kites');
    expect(await community({ '*': { community: 'None' } })).toBeUndefined();
    expect(await community({ forum: { community: '' } })).toBeUndefined();
  });

  test('and is not offered, or cannot be looked up, stays as it is for the check to tell', async () => {
    const fields = { forum: { community: 'r/cats' } };
    expect((await fill(app, CONTENT, given(fields))).content.fields?.forum).toEqual({
      community: { value: 'r/cats' },
    });
    clock.moveTo(clock.now() + 60_000);
    offer = () => Promise.reject(new NetworkError('unreachable', 'No answer.'));
    expect((await fill(app, CONTENT, given(fields))).content.fields?.forum).toEqual({
      community: { value: 'r/cats' },
    });
  });

  test('for a field that none of the targets has is an error', async () => {
    const { findings } = await fill(app, CONTENT, given({ '*': { board: 'Recipes' } }));
    expect(findings).toMatchObject([{ id: 'post.fields.unknown', level: 'error', field: 'board' }]);
  });

  test('of a post without fields, and of an answer, leaves the content as it was', async () => {
    const web = { ...CONTENT, targets: ['web'] };
    expect((await fill(app, web, given(undefined))).content).toBe(web);
    const answer = { ...CONTENT, answers: {} as never };
    expect((await fill(app, answer, given({ '*': { title: 'x' } }))).content).toBe(answer);
  });

  test('for all goes before what was said for one target earlier, field by field', () => {
    const before = { pins: { title: 'Old', board: '17' }, '*': { link: 'x' } };
    expect(withFields(before, { '*': { title: 'New' } })).toEqual({
      pins: { board: '17' },
      '*': { link: 'x', title: 'New' },
    });
    expect(withFields(undefined, { pins: { title: 'New' } })).toEqual({ pins: { title: 'New' } });
  });
});

describe('what the network offers', () => {
  const uses = { community: { value: 't5_1', label: 'r/kites' } };
  const account = () => app.accounts.get('forum') as never;

  test('is asked once for several looks at a moment, and again for a later one', async () => {
    await Promise.all([offeredTo(app, account(), uses), offeredTo(app, account(), uses)]);
    expect(asked).toHaveLength(1);
    clock.moveTo(clock.now() + 60_000);
    await offeredTo(app, account(), uses);
    expect(asked).toHaveLength(2);
  });

  test('is asked again after a failure, and the failure is told', async () => {
    const failure = new NetworkError('unreachable', 'No answer.');
    offer = () => Promise.reject(failure);
    expect((await offeredTo(app, account(), uses)).get('community')).toBe(failure);
    offer = async () => [{ value: 't5_1', label: 'r/kites' }];
    expect((await offeredTo(app, account(), uses)).get('community')).toHaveLength(1);
  });

  test('is left out where it is not told in time', async () => {
    offer = () => new Promise(() => {});
    expect([...(await offeredTo(app, account(), uses, 1))]).toEqual([]);
  });
});

describe('the form of a target', () => {
  test('draws each field, with what stands in it', async () => {
    const { options, values } = await fieldForm(
      app,
      given({ forum: { community: 'r/soup', title: 'A soup', spoiler: 'yes' } }),
      'forum',
    );
    expect(Object.entries(options).map(([key, { kind, required }]) => [key, kind, required])).toEqual([
      ['community', 'choice', true],
      ['flair', 'choice', false],
      ['title', 'text', true],
      ['spoiler', 'choice', false],
    ]);
    expect(options.community?.choices?.map(({ label }) => label)).toEqual(['r/kites', 'r/soup']);
    expect(options.flair?.choices).toEqual([
      { value: 'none', label: 'None' },
      { value: 't5_2_news', label: 'News' },
    ]);
    expect(values).toEqual({ community: 't5_2', flair: '', title: 'A soup', spoiler: 'yes' });
  });

  test('says how old the choices are', async () => {
    await fieldForm(app, given(undefined), 'forum');
    clock.moveTo(clock.now() + 3 * 60_000);
    const { options } = await fieldForm(app, given(undefined), 'forum');
    expect(options.community?.summary).toBe('Where (as Forum had it 3 min ago)');
    expect(asked.filter(([key]) => key === 'community')).toHaveLength(1);
  });

  test('lets somebody type where there is too much to choose from, or where the network does not answer', async () => {
    offer = async () =>
      Array.from({ length: 26 }, (_, index) => ({ value: `${index}`, label: `r/c${index}` }));
    const many = await fieldForm(app, given({ forum: { community: '3' } }), 'forum');
    expect(many.options.community).toMatchObject({
      kind: 'text',
      summary: expect.stringMatching(/^Its name; .*…$/),
    });
    expect(many.options.community?.summary.length).toBeLessThanOrEqual(100);
    expect(many.values.community).toBe('r/c3');
    clock.moveTo(clock.now() + 3_600_000);
    offer = () => Promise.reject(new NetworkError('unreachable', 'No answer.'));
    const silent = await fieldForm(app, given({ forum: { community: '3' } }), 'forum');
    expect(silent.options.community).toMatchObject({ kind: 'text' });
    expect(silent.values.community).toBe('3');
  });

  test('is refused for a target that is gone or has no fields', async () => {
    for (const target of ['web', 'gone'])
      await expect(fieldForm(app, given(undefined), target)).rejects.toThrow(/no target/);
  });

  test('gives what was filled in to its target, and empties what was emptied', () => {
    const before = given({ '*': { title: 'For all' }, forum: { community: 'r/soup' } });
    expect(givenFields('forum', { title: '', spoiler: 'no' })(before).fields).toEqual({
      '*': { title: 'For all' },
      forum: { community: 'r/soup', title: '', spoiler: 'no' },
    });
  });
});

test('targets that have fields are told, of a draft by what was typed', () => {
  const forum = [{ target: 'forum', title: 'Acme forum' }];
  expect(fillableIn(app, CONTENT, emptyInput)).toEqual(forum);
  expect(fillableIn(app, undefined, { to: 'web, forum' })).toEqual(forum);
  expect(fillableIn(app, undefined, { to: 'nobody' })).toEqual([]);
});

test('of a text in several parts the first bears the fields alone, unless each does', async () => {
  const uses = { title: { value: 'A kite' }, spoiler: { value: 'yes' } };
  const content = { ...CONTENT, text: 'One\n---\nTwo', fields: { forum: uses } };
  const declared = FIELDS.map((field) => ({ ...field, everyPart: field.key === 'spoiler' }));
  const db = {} as never;
  const messages = await messagesFor({ database: db }, content, 'forum', declared);
  expect(messages.map(({ fields }) => fields)).toEqual([
    { title: 'A kite', spoiler: 'yes' },
    { spoiler: 'yes' },
  ]);
});
