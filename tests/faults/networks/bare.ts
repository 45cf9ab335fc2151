/** A network with the contract `none`: every request that arrives is a further post, and nothing can be read back. */
import { z } from 'zod';
import type { Connection, Network } from '../../../src/networks/network.ts';
import { account, LIMITS, type StubAccount } from './account.ts';
import { request } from './request.ts';

export const network: Network<StubAccount> = {
  name: 'bare',
  title: 'Bare',
  contract: { kind: 'none' },
  threads: true,
  answers: false,
  account,
  connect: ({ url, token }, outside): Connection => {
    const ask = async (effect: boolean, path: string, body?: object) =>
      answer.parse(await request({ network: 'Bare', effect }, outside, `${url}${path}`, token, body));
    return {
      limits: async () => LIMITS,
      publish: ({ text }) => ask(true, '/posts', { text }),
      async remove() {},
      identify: async () => ({ handle: (await ask(false, '/me')).id }),
    };
  },
};

const answer = z.object({ id: z.string() });
