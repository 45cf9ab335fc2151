/** What a post says beside its text: languages, and the card of its link. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { network } from '../../../src/networks/bluesky/index.ts';
import type { Message } from '../../../src/networks/network.ts';
import { publish } from '../../contract/networks.calls.ts';
import { intentAt, outside, picture, textOf } from '../servers/outside.ts';
import { TestPds } from '../servers/pds.ts';

let far: TestPds;

beforeEach(async () => {
  far = await new TestPds().start();
});
afterEach(() => far.stop());

async function recordOf(message: Message) {
  const connection = network.connect(network.account.parse(far.account), outside());
  await publish(connection, message, { ...intentAt(), marks: {} });
  return [...far.records.values()].at(-1);
}

const card = { url: 'https://acme.example/kite', title: 'The kite', description: 'It flies' };

describe('a record', () => {
  it('names its languages, three at most', async () => {
    const presentation = { languages: ['da', 'en', 'de', 'fr'] };
    expect((await recordOf({ ...textOf('Hej'), presentation }))?.langs).toEqual(['da', 'en', 'de']);
    expect((await recordOf(textOf('Hej')))?.langs).toBeUndefined();
  });

  it('shows the card of a link, with its picture', async () => {
    const shown = { ...textOf('See https://acme.example/kite'), card: { ...card, picture: picture('') } };
    const record = await recordOf(shown);
    expect(record?.embed).toMatchObject({
      $type: 'app.bsky.embed.external',
      external: {
        uri: card.url,
        title: 'The kite',
        description: 'It flies',
        thumb: { mimeType: 'image/png' },
      },
    });
  });

  it('shows a card without a picture', async () => {
    const record = await recordOf({ ...textOf('See https://acme.example/kite'), card });
    expect(record?.embed?.external).toEqual({ uri: card.url, title: 'The kite', description: 'It flies' });
  });

  it('shows pictures instead of a card', async () => {
    const record = await recordOf({ text: 'See', images: [picture('A kite')], card });
    expect(record?.embed).toMatchObject({ images: [{ alt: 'A kite' }] });
    expect(record?.embed?.external).toBeUndefined();
  });
});

describe('what an account has where a post says nothing', () => {
  const defaults = (more: object) =>
    network.presents?.defaults(network.account.parse({ ...far.account, ...more }));

  it('is told', () => {
    expect(defaults({})).toEqual({});
    expect(defaults({ languages: ['da', 'pt-br'], link_cards: false })).toEqual({
      languages: ['da', 'pt-BR'],
      cards: [],
    });
  });

  it('is refused where it is wrong', () => {
    const wrong = { ...far.account, languages: ['da', 'en', 'de', 'fr'] };
    expect(network.account.safeParse(wrong).error?.issues[0]?.path).toEqual(['languages']);
    for (const none of ['Danish', 'dk', 'xx'])
      expect(network.account.safeParse({ ...far.account, languages: [none] }).success).toBe(false);
  });
});
