/** Links: none of these, only these, or none that feigns to be one of these. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { covers, type Domain, readDomain } from '../links/domain.ts';
import { addressedLinks, bareLinks, type Link } from '../links/find.ts';
import { lookAlikeOf } from '../links/look-alike.ts';
import { ignores, type Scan, scan } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { eachText, type Found, type ParameterFault, type RuleType } from '../rule.ts';

interface Links {
  mode: 'block' | 'allow' | 'lookalike';
  domains: Domain[];
  protect: Domain[];
  subdomains: boolean;
  bare: boolean;
  in_code: Scan;
}

const domains = z
  .array(
    z.string({ error: 'must be a host such as example.com' }).transform((written, context) => {
      const domain = readDomain(written);
      if (domain) return domain;
      context.addIssue({
        code: 'custom',
        message: 'must be a host such as example.com, or a host with a path',
      });
      return z.NEVER;
    }),
    { error: 'must be a list of hosts' },
  )
  .default([]);

export const ruleType: RuleType<Links> = {
  name: 'links',
  summary: 'Links by their hosts: some blocked, some alone allowed, or look-alikes of protected ones.',
  shape: {
    mode: z
      .enum(['block', 'allow', 'lookalike'])
      .default('block')
      .meta({
        description: 'Whether domains are what is blocked or what alone is allowed.',
        examples: ['allow'],
      }),
    domains: domains.meta({
      description: 'Hosts, or hosts with a path. In mode block, none means all links.',
      examples: [['example.com', 'example.org/shop']],
    }),
    protect: domains.meta({ description: 'Hosts that others may feign.', examples: [['discord.com']] }),
    subdomains: z
      .boolean({ error: 'must be true or false' })
      .default(true)
      .meta({ description: 'Whether a host stands for its subdomains.', examples: [false] }),
    bare: z
      .boolean({ error: 'must be true or false' })
      .default(true)
      .meta({
        description: 'Whether example.com counts; if not, only what Discord makes a link.',
        examples: [false],
      }),
    in_code: scan,
  },
  check,
  prepare: (rules) => eachText(rules, mayHoldLinks, match),
};

/** Every link is one of these, or none that a rule asks for. */
function mayHoldLinks(reading: Reading): boolean {
  if (!LINKED.test(reading.raw)) return false;
  return reading.learn(addressedLinks).length > 0 || reading.learn(bareLinks).length > 0;
}

function check({ mode, protect, domains: listed }: Links): ParameterFault[] {
  if (mode === 'lookalike' && protect.length === 0) {
    const remedy = t('Example: {example}', { example: 'protect: ["discord.com"]' });
    return [{ path: ['protect'], message: t('This is missing: whom others may feign.'), remedy }];
  }
  if (mode === 'allow' && listed.length === 0) {
    const remedy = t(
      'Name the hosts that are allowed, or write mode: block, which without domains blocks all.',
    );
    return [{ path: ['domains'], message: t('This is missing.'), remedy }];
  }
  return [];
}

function match(rule: Links, reading: Reading): Found | undefined {
  for (const link of linksOf(rule, reading)) {
    const entry = hit(rule, link);
    if (entry === undefined) continue;
    const { part, raw } = reading;
    return {
      part: part.name,
      text: raw,
      span: [link.start, link.end],
      folded: link.host + link.path,
      ...entry,
    };
  }
  return undefined;
}

function linksOf(rule: Links, reading: Reading): Link[] {
  const { mode, bare, in_code: inCode, domains: listed } = rule;
  const { part } = reading;
  // Where a link leads is told by its preview: it may be blocked, but nobody posted what else stands there.
  if (part.origin === 'preview' && (mode === 'allow' || (mode === 'block' && listed.length === 0))) return [];
  const addressed = reading.learn(addressedLinks);
  const all = bare
    ? [...addressed, ...reading.learn(bareLinks).filter((link) => link.likely || isListed(rule, link))]
    : addressed.filter((link) => link.certain && (part.markup || part.name.endsWith('url')));
  return all.filter(
    (link) => !(link.inCode && ignores(inCode)) && !(link.nested && !(mode === 'block' && listed.length > 0)),
  );
}

/** A host that the rule blocks by its name needs no likelihood. */
function isListed({ mode, domains: listed, subdomains }: Links, link: Link): boolean {
  return mode === 'block' && listed.some((domain) => covers(domain, link, subdomains));
}

/** Every link has a dot, or is written so that a browser makes one of it, or is an address in brackets, or a number. */
const LINKED = /[.%\u3002\uff0e\uff61\u2024\ufe52]|:[\\/]+[[\d]/;

/** The entry that says so, if it is one; undefined where nothing is wrong with the link. */
function hit(rule: Links, link: Link): { entry?: string } | undefined {
  const { mode, domains: listed, protect, subdomains } = rule;
  const domain = listed.find((one) => covers(one, link, subdomains));
  if (mode === 'allow') return domain ? undefined : {};
  if (mode === 'lookalike') {
    if (domain) return undefined;
    const feigned = lookAlikeOf(
      link,
      protect.map(({ host }) => host),
    );
    return feigned === undefined ? undefined : { entry: feigned };
  }
  if (listed.length === 0) return {};
  return domain && { entry: domain.written };
}
