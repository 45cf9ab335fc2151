/** A right team file with two networks of the tests' own, and what is found in changed ones. */
import { z } from 'zod';
import { ConfigurationFault, type Fault } from '../../config/fault.ts';
import { readTeam } from '../../config/team.ts';
import type { Network } from '../../src/networks/network.ts';

export const RIGHT = `name: Acme
time_zone: Europe/Copenhagen
channels:
  review: { slack: C0123, discord: "1234" }
people:
  - { name: Ada Example, slack: U1, discord: "9", time_zone: Europe/Berlin, roles: [admin] }
  - name: Bo
    slack: U2
roles:
  approver: { slack: [S1], discord: ["55"] }
targets:
  bluesky:
    network: bluesky
    title: Acme on Bluesky
    owner: Bo
    service: https://bsky.example
    identifier: acme
    password: \${BLUESKY_PASSWORD}
  hook:
    network: webhook
    url: https://\${HOST_NAME}/in
    tags: [eu]
    most_per_day: 5
groups:
  all: [bluesky, hook]
approval: { expires_after: 90s }
campaigns:
  spring:
    title: Spring sale
    sponsored: true
    disclosure: ["#ad"]
    tags: [eu]
  autumn:
words:
  banned: [guaranteed profit]
  required:
    - words: [Acme]
      targets: [all, bluesky]
preflight: { similarity: 0.9 }
`;
const ENVIRONMENT = { BLUESKY_PASSWORD: 'app-password-1', HOST_NAME: 'hook.example' };

export const NETWORKS = new Map([
  network(
    'bluesky',
    z.object({
      service: z
        .url({ protocol: /^https$/, error: (issue) => `cannot use ${String(issue.input)}` })
        .default('https://bsky.social'),
      identifier: z.string().min(1),
      password: z.string().min(4),
    }),
  ),
  network(
    'webhook',
    z.strictObject({
      url: z
        .string()
        .refine((url) => URL.canParse(url), { error: (issue) => `no address: ${String(issue.input)}` }),
    }),
  ),
]);

/** Only the schema is asked for while the file is read. */
function network(name: string, account: z.ZodType): [string, Network] {
  const connect = () => {
    throw new Error('Nothing is connected while the file is read.');
  };
  return [
    name,
    { name, title: name, contract: { kind: 'none' }, threads: false, answers: false, account, connect },
  ];
}

export function read(text: string, environment: Record<string, string> = ENVIRONMENT) {
  return readTeam(text, { networks: NETWORKS, environment, fileName: 'team.yaml' });
}

function faultOf(text: string, environment?: Record<string, string>): ConfigurationFault {
  try {
    read(text, environment);
  } catch (error) {
    if (error instanceof ConfigurationFault) return error;
    throw error;
  }
  throw new Error('No fault was found.');
}

export function faultsOf(text: string, environment?: Record<string, string>): Fault[] {
  return faultOf(text, environment).faults;
}

export function linesOf(text: string, environment?: Record<string, string>): string {
  return faultOf(text, environment).lines().join('\n');
}
