import { describe, expect, it } from 'vitest';
import { ConfigurationFault } from '../../config/fault.ts';
import type { AnySection } from '../../config/team/section.ts';
import { section } from '../../config/team/sections/crisis.ts';
import { readTeam } from '../../config/team.ts';
import { NETWORKS, RIGHT } from './team-file.ts';

const CHANNELS = RIGHT.replace('channels:\n', 'channels:\n  crisis: { slack: C7, discord: "77" }\n');

const WHOLE = `crisis:
  channel: crisis
  false_alarms_a_week: 0.5
  levels:
    - { to: [crisis], wait: 5m }
    - { to: [responder, Bo] }
    - { to: [phone, Ada Example], wait: 15m }
  repeat: 1
  webhooks:
    phone: { url: "https://\${HOST_NAME}/page", secret: "\${PHONE_SECRET}" }
  heartbeat: { url: https://dead-man.example/x, secret: "\${PHONE_SECRET}", every: 2m }
  reopen_within: 12h
`;

describe('the section crisis', () => {
  it('says who is pinged, in order, and where', () => {
    expect(settings(`${CHANNELS}${WHOLE}`)).toEqual({
      detects: true,
      places: { slack: 'C7', discord: '77' },
      falseAlarmsAWeek: 0.5,
      topics: {},
      policy: {
        levels: [
          { targets: [{ kind: 'channel', name: 'crisis' }], wait: 300_000 },
          {
            targets: [
              { kind: 'role', name: 'responder' },
              { kind: 'person', name: 'Bo' },
            ],
            wait: 600_000,
          },
          {
            targets: [
              { kind: 'webhook', name: 'phone' },
              { kind: 'person', name: 'Ada Example' },
            ],
            wait: 900_000,
          },
        ],
        repeat: 1,
      },
      webhooks: { phone: { url: 'https://hook.example/page', secret: 'a-secret-of-sixteen' } },
      heartbeat: { url: 'https://dead-man.example/x', secret: 'a-secret-of-sixteen', every: 120_000 },
      reopenWithin: 43_200_000,
    });
  });

  it('pings the channel called crisis, or else the one for reviews, where nothing is said', () => {
    const named = settings(CHANNELS);
    expect(named).toMatchObject({
      places: { slack: 'C7' },
      falseAlarmsAWeek: 1,
      heartbeat: undefined,
      detects: false,
    });
    expect(named.policy.levels[0]?.targets).toEqual([{ kind: 'channel', name: 'crisis' }]);
    expect(settings(RIGHT).places).toEqual({ slack: 'C0123', discord: '1234' });
    expect(settings(RIGHT).policy.levels[0]?.targets).toEqual([{ kind: 'channel', name: 'review' }]);
  });

  it.each([
    ['channel: crises', 'crisis.channel', /no channel called crises\. Did you mean crisis/],
    ['levels: [{ to: [Bob] }]', 'crisis.levels[0].to[0]', /Bob is no channel.*Did you mean Bo/],
    ['levels: []', 'crisis.levels', /at least one level/],
    ['levels: [{ to: [] }]', 'crisis.levels[0].to', /at least one/],
    ['levels: [{ to: [crisis], wait: soon }]', 'crisis.levels[0].wait', /duration/],
    ['false_alarms_a_week: 0', 'crisis.false_alarms_a_week', /from 0\.01 to 50/],
    [
      'topics: { delivery: { false_alarms_a_week: 1 } }',
      'crisis.topics.delivery',
      /no topic called delivery/,
    ],
    ['repeat: 21', 'crisis.repeat', /from 0 to 20/],
    [
      'webhooks: { phone: { url: "http://phone.example", secret: "0123456789abcdef" } }',
      'crisis.webhooks.phone.url',
      /https/,
    ],
    ['webhooks: { phone: { url: https://a.example, secret: short } }', 'crisis.webhooks.phone.secret', /16/],
    ['heartbeat: { url: https://a.example }', 'crisis.heartbeat.secret', /missing/],
    ['level: []', 'crisis.level', /Did you mean levels/],
    [
      'webhooks: { crisis: { url: https://a.example, secret: 0123456789abcdef } }\n  levels: [{ to: [crisis] }]',
      'crisis.levels[0].to[0]',
      /means several/,
    ],
  ])('tells what is wrong with %s', (text, field, words) => {
    const faults = faultsOf(`${CHANNELS}crisis:\n  ${text}\n`);
    expect(faults.map((fault) => fault.field)).toEqual([field]);
    expect(`${faults[0]?.message} ${faults[0]?.remedy}`).toMatch(words);
  });

  it('never shows an address or a secret', () => {
    const faults = faultsOf(
      `${RIGHT}crisis: { webhooks: { phone: { url: http://hidden.example, secret: hunter2 } } }\n`,
    );
    expect(faults).toHaveLength(2);
    expect(JSON.stringify(faults)).not.toMatch(/hunter2|hidden/);
  });
});

function settings(text: string) {
  return section.of(read(text));
}

function read(text: string) {
  const environment = {
    BLUESKY_PASSWORD: 'app-password-1',
    HOST_NAME: 'hook.example',
    PHONE_SECRET: 'a-secret-of-sixteen',
  };
  return readTeam(text, {
    networks: NETWORKS,
    sections: [section as AnySection],
    environment,
    fileName: 'team.yaml',
  });
}

function faultsOf(text: string) {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigurationFault) return error.faults;
    throw error;
  }
  return [];
}
