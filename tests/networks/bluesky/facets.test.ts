import { AtpAgent } from '@atproto/api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facetsOf } from '../../../src/networks/bluesky/facets.ts';
import { MENTIONED, TestPds } from '../servers/pds.ts';

let pds: TestPds;
let agent: AtpAgent;

beforeAll(async () => {
  pds = await new TestPds().start();
  agent = new AtpAgent({ service: pds.server.url });
});
afterAll(() => pds.stop());

const words = fc.constantFrom('hi', '🌤️', 'Grüße', '日本語', '👨‍👩‍👧‍👦', 'ก็', 'e\u0301', '"quoted"', '…');
const marked = fc.constantFrom(
  { text: 'https://example.org/a?b=ü', value: 'https://example.org/a?b=ü' },
  { text: '#wetter', value: 'wetter' },
  { text: '#天気', value: '天気' },
  { text: `@${MENTIONED.handle}`, value: MENTIONED.did },
);
const part = fc.oneof(
  words.map((text) => ({ text, value: undefined })),
  marked,
);

describe('facets', () => {
  it('cover exactly the bytes of each link, tag and mention', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const text = parts.map((one) => one.text).join(' ');
        const expected = parts.filter(({ value }) => value !== undefined).map((one) => [one.text, one.value]);
        expect((await marks(text)).sort(byText)).toEqual(expected.sort(byText));
      }),
      { numRuns: 60 },
    );
  });

  it("leave a mention of nobody's handle a plain word", async () => {
    expect(await marks('hello @stranger.test')).toEqual([]);
  });

  it('are not made without a mention when it cannot be looked up just now', async () => {
    pds.server.next('GET', /resolveHandle$/, { kind: 'cut', when: 'before' });
    await expect(facetsOf(agent, `hello @${MENTIONED.handle}`)).rejects.toThrow();
  });
});

async function marks(text: string): Promise<unknown[][]> {
  const bytes = Buffer.from(text);
  return (await facetsOf(agent, text)).map(({ index, features: [feature] }) => [
    bytes.subarray(index.byteStart, index.byteEnd).toString(),
    Object.values({ ...feature, $type: undefined }).find(Boolean),
  ]);
}

function byText(one: unknown[], other: unknown[]): number {
  return String(one[0]) < String(other[0]) ? -1 : 1;
}
