import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../src/networks/network.ts';
import { pick, type Search } from '../../src/networks/read-back.ts';
import type { Likeness } from '../../src/networks/text-likeness.ts';
import { failureOf } from '../contract/networks.calls.ts';

type Post = [id: string, likeness: Likeness];

const search: Search<Post> = {
  ...{ network: 'Kites', remedy: 'Look at the account.' },
  idOf: ([id]) => id,
  likenessOf: ([, likeness]) => likeness,
};

const look = (posts: Iterable<Post> | AsyncIterable<Post>, more: Partial<Search<Post>> = {}) =>
  pick(posts, { ...search, ...more }).then((found) => found?.[0]);

describe('of the posts that an account shows', () => {
  it('the one that says the same is found, beside others and one that comes near', async () => {
    expect(
      await look([
        ['newest', 'other'],
        ['close', 'near'],
        ['it', 'same'],
      ]),
    ).toBe('it');
    expect(await look([['newest', 'other']])).toBeUndefined();
    expect(await look([])).toBeUndefined();
  });

  it('two that say the same, and one that comes near, ask a person', async () => {
    const two = await failureOf(
      look([
        ['one', 'same'],
        ['two', 'same'],
      ]),
    );
    expect([two.reason, two.message, two.remedy]).toEqual([
      ...['refused', 'Kites: two posts there say the same.', 'Look at the account.'],
    ]);
    const near = await failureOf(look([['close', 'near']]));
    expect([near.reason, near.message]).toEqual([
      ...['refused', 'Kites: a post there says nearly the same, and may be this one.'],
    ]);
  });

  it('those that are known of other posts of ours count for nothing', async () => {
    const isTaken = async (id: string) => id.startsWith('other');
    expect(
      await look(
        [
          ['other 1', 'same'],
          ['it', 'same'],
          ['other 2', 'near'],
        ],
        { isTaken },
      ),
    ).toBe('it');
    expect(await look([['other 1', 'near']], { isTaken })).toBeUndefined();
  });

  it('one that comes near is it where the network says that it is out, and two are not', async () => {
    expect(await look([['close', 'near']], { isOut: true })).toBe('close');
    await failureOf(
      look(
        [
          ['close', 'near'],
          ['closer', 'near'],
        ],
        { isOut: true },
      ),
    );
  });

  it('what was found stays found where not all could be looked through', async () => {
    async function* broken(first: Post) {
      yield first;
      throw new NetworkError('unreachable', 'Too many.');
    }
    expect(await look(broken(['it', 'same']))).toBe('it');
    expect((await failureOf(look(broken(['it', 'near'])))).message).toBe('Too many.');
  });
});
