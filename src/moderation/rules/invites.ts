/** Invitations to Discord servers, but for those that are allowed. */
import { z } from 'zod';
import { type Invite, invitesIn, spacedInvitesIn } from '../links/invites.ts';
import { ignores, type Scan, scan, switched } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { eachText, type Found, type RuleType } from '../rule.ts';

interface Invites {
  allow_codes: string[];
  redirectors: boolean;
  spaced: boolean;
  short: boolean;
  in_code: Scan;
}

/** `abc`, or the whole invitation. */
const code = z
  .union([z.string(), z.int().transform(String)], { error: 'must be a code' })
  .transform((written) => /([^/\\]+)[/\\]*$/.exec(written.trim())?.[1] ?? '')
  .refine((last) => /^[\w-]+$/.test(last), { error: 'must be the code of an invitation' });

export const ruleType: RuleType<Invites> = {
  name: 'invites',
  summary: 'Invitations to Discord servers.',
  shape: {
    allow_codes: z
      .array(code, { error: 'must be a list of codes' })
      .default([])
      .meta({ description: 'Codes that are allowed, letter by letter.', examples: [['discord-developers']] }),
    redirectors: switched.meta({ description: 'Sites that lead to servers count: dsc.gg, discord.me.' }),
    spaced: switched.meta({ description: 'Broken up by spaces: discord . gg / abc.' }),
    short: switched.meta({ description: '.gg/abc counts.' }),
    in_code: scan,
  },
  prepare(rules) {
    const isSpaced = rules.some(({ spaced }) => spaced);
    return eachText(rules, (reading) => isSpaced || reading.learn(invitesIn).length > 0, match);
  },
};

function match(rule: Invites, reading: Reading): Found | undefined {
  const { allow_codes: allowed, redirectors, short, spaced, in_code: inCode } = rule;
  const plain = reading
    .learn(invitesIn)
    .filter(({ kind }) => kind === 'invite' || (kind === 'short' ? short : redirectors));
  // What the first look found is no part of what the second one puts together.
  const all = spaced ? [...plain, ...spacedInvitesIn(reading, plain)] : plain;
  const bad = all.find(
    (invite) =>
      !(invite.inCode && ignores(inCode)) && !(invite.kind !== 'redirector' && allowed.includes(invite.code)),
  );
  return bad && foundIn(reading, bad);
}

function foundIn({ part, raw }: Reading, { start, end, code: resolved, kind }: Invite): Found {
  return { part: part.name, text: raw, span: [start, end], folded: `${kind}: ${resolved}` };
}
