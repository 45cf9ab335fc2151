/**
 * A network with the contract `handle`, as Instagram has it: a container is made and its id kept, then it is published;
 * afterwards the container tells whether it was. Published twice, it is live twice.
 */
import { z } from 'zod';
import type { Connection, Network } from '../../../src/networks/network.ts';
import { account, LIMITS, type StubAccount } from './account.ts';
import { request } from './request.ts';

export const network: Network<StubAccount> = {
  name: 'container',
  title: 'Container',
  contract: { kind: 'handle' },
  threads: true,
  answers: false,
  account,
  connect: ({ url, token }, outside): Connection => {
    const ask = async (effect: boolean, path: string, body?: object) =>
      answer.parse(await request({ network: 'Container', effect }, outside, `${url}${path}`, token, body));
    return {
      limits: async () => LIMITS,
      async publish({ text }, intent, keep) {
        const id = intent.marks.container ?? (await ask(false, '/containers', { text })).id;
        if (!intent.marks.container) await keep({ container: id });
        const { post } = await ask(true, `/containers/${id}/publish`, {});
        return { id: post ?? id };
      },
      async find(_message, { marks }) {
        // Nothing is published before its container's id is kept.
        if (!marks.container) return undefined;
        const { post } = await ask(false, `/containers/${marks.container}`);
        return post === undefined ? undefined : { id: post };
      },
      async remove() {},
      identify: async () => ({ handle: (await ask(false, '/me')).id }),
    };
  },
};

const answer = z.object({ id: z.string(), post: z.string().optional() });
