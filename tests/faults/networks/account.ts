import { z } from 'zod';
import type { Limits } from '../../../src/networks/network.ts';

export const account = z.strictObject({ url: z.string(), token: z.string() });
export type StubAccount = z.infer<typeof account>;

export const LIMITS: Limits = {
  text: [],
  images: { most: 4, bytes: 10_000_000, contentTypes: ['image/png'], alt: 10_000 },
  textOptional: false,
};
