/** A network with the contract `none`: every request that arrives is a further post, and nothing can be read back. */
import { z } from 'zod';
import type { Connection, Network } from '../../../src/networks/network.ts';
import { account, LIMITS, type StubAccount } from './account.ts';
import { request } from './request.ts';

export const network: Network<StubAccount> = {
  name: 'bare',
  title: 'Bare',
  contract: { kind: 'none' },
  account,
  connect: ({ url, token }, outside): Connection => ({
    limits: async () => LIMITS,
    async publish({ text }) {
      const call = { network: 'Bare', effect: true };
      return answer.parse(await request(call, outside, `${url}/posts`, token, { text }));
    },
    async remove() {},
    identify: async () => ({ handle: 'bare' }),
  }),
};

const answer = z.object({ id: z.string() });
