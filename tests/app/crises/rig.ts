/** Crises over a real store, two chats that keep what they were given, and a clock that is moved: nothing waits. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CrisisSettings } from '../../../config/team/sections/crisis.ts';
import type { Listening, ListeningSource } from '../../../config/team/sections/listening.ts';
import type { Team } from '../../../config/team.ts';
import { bound } from '../../../src/app/alarms/alarm.ts';
import { createRinger } from '../../../src/app/alarms/ringer.ts';
import type { App } from '../../../src/app/app.ts';
import { loadAlarms, loadSubjects } from '../../../src/app/definitions.ts';
import { createSender } from '../../../src/app/showing/sender.ts';
import { ChatError } from '../../../src/chat/chat.ts';
import { MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import type { Actor } from '../../../src/people/actor.ts';
import * as crises from '../../../src/store/crises.ts';
import { openDatabase } from '../../../src/store/open/open-database.ts';
import * as people from '../../../src/store/people.ts';
import { prepareEmbedded } from '../../store/embedded.ts';
import { emptyPosts } from '../../store/empty.ts';
import { type Kept, type Recording, recordingChat } from '../recording.ts';

export const MINUTE = 60_000;

/** #crisis for five minutes, then Bo, then Cy and a phone; all once more. */
export const SETTINGS: CrisisSettings = {
  detects: true,
  places: { slack: 'C0CRISIS', discord: '77' },
  falseAlarmsAWeek: 1,
  topics: {},
  policy: {
    levels: [
      { targets: [{ kind: 'channel', name: 'crisis' }], wait: 5 * MINUTE },
      { targets: [{ kind: 'person', name: 'Bo' }], wait: 10 * MINUTE },
      { targets: [{ kind: 'person', name: 'Cy' }], wait: 10 * MINUTE },
    ],
    repeat: 1,
  },
  webhooks: {},
  heartbeat: undefined,
  reopenWithin: 24 * 60 * MINUTE,
};

export const SOURCE: ListeningSource = { name: 'crm', kind: 'webhook', secret: 'a-secret-of-sixteen' };

const LISTENING: Listening = {
  sources: { crm: SOURCE },
  topics: [{ name: 'delivery', words: ['parcel'], sources: [] }],
  claimExpires: MINUTE,
  approval: 'always',
};

const PEOPLE: Team['people'] = [
  { name: 'Ada', identities: { slack: 'UADA', discord: '1' }, roles: [] },
  { name: 'Bo', identities: { slack: 'UBO' }, roles: [] },
  { name: 'Cy', identities: { discord: '3' }, roles: [] },
  { name: 'Root', identities: { slack: 'UROOT' }, roles: ['admin'] },
];

export type Rig = Awaited<ReturnType<typeof openRig>>;

export async function openRig() {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-crises-'));
  await prepareEmbedded(folder);
  const log = createLog(process.env.TEST_LOG_LEVEL ?? 'silent');
  const opened = await openDatabase({ dataDir: folder, log });
  const { database } = opened;
  const [subjects, alarms] = await Promise.all([loadSubjects(), loadAlarms()]);
  /** Somebody asked for alarms that may be due by now. */
  let isWoken = false;
  let rig = make();

  function make() {
    const clock = new MovableClock();
    const gone = () => new ChatError('gone', 'no such message');
    const [slack, discord] = [recordingChat('slack', gone), recordingChat('discord', gone)];
    const messengers = new Map([slack, discord].map((one) => [one.chat, one]));
    const sections = new Map<string, unknown>([
      ['crisis', structuredClone(SETTINGS)],
      ['listening', structuredClone(LISTENING)],
    ]);
    const app = {
      ...{ clock, log, database, messengers, subjects },
      queue: {
        async add(name: string) {
          isWoken ||= name === 'ring-alarms';
        },
      },
      moods: {
        of: async (text: string) => ({
          ...{ label: /bad/.test(text) ? 'negative' : 'neutral', score: 0, confidence: 0.9, lang: 'en' },
        }),
        learn: async () => {},
      },
      accounts: { get: () => undefined, titleOf: (name: string) => name },
      team: {
        ...{ name: 'Acme', timeZone: 'Europe/Copenhagen', people: structuredClone(PEOPLE), roles: {} },
        channels: {
          review: { slack: 'C0REVIEW' },
          crisis: { slack: 'C0CRISIS', discord: '77' },
        },
        ...{ targets: {}, groups: {}, sections },
      },
    } as unknown as App;
    app.sender = createSender({
      ...{ database, clock, log, messengers },
      preferred: () => ['slack', 'discord'],
      draw: (subject, asked) => subjects.draw(app, subject, asked),
      faulty: async () => {},
      unsaid: (message, why) => subjects.unsaid(app, message, why),
      mended: async () => {},
      wake: () => {},
    });
    app.ringer = createRinger({
      ...{ database, clock, log },
      definitionOf: (kind) => bound(alarms.get(kind), () => app),
      wake: () => {},
    });
    return {
      ...{ app, clock, slack, discord, settings: sections.get('crisis') as CrisisSettings },
      listening: sections.get('listening') as Listening,
    };
  }

  return {
    database,
    get app() {
      return rig.app;
    },
    get clock() {
      return rig.clock;
    },
    get slack() {
      return rig.slack;
    },
    get discord() {
      return rig.discord;
    },
    /** Of the team file; to be changed. */
    get settings() {
      return rig.settings;
    },
    get listening() {
      return rig.listening;
    },
    /** As if nothing had been written yet. */
    async clear() {
      await rig.app.sender.stop(0);
      await rig.app.ringer.stop(0);
      await emptyPosts(database);
      rig = make();
    },
    /** Somebody of the team file, at their first chat. */
    async actor(name: string): Promise<Actor> {
      const { reachable } = await import('../../../src/app/crises/roster.ts');
      const { known } = await reachable(rig.app);
      const contact = known.get(name);
      const listed = PEOPLE.find((one) => one.name === name);
      if (!contact || !listed) throw new Error(`${name} is not of the team.`);
      const [chat = ''] = Object.keys(listed.identities);
      const { identities, roles } = listed;
      const id = (await people.findByIdentity(database, contact.identity))?.id ?? 0;
      const person = { id, name, identities, roles, listedAs: name, timeZone: 'Europe/Copenhagen' };
      return { chat, person };
    },
    /** Says all that is due. */
    async settle() {
      await rig.app.sender.sendDue();
      await rig.app.sender.idle();
    },
    /** Time passes, and what falls due meanwhile happens. */
    async pass(span: number) {
      if (span > 0) rig.clock.moveTo(rig.clock.now() + span);
      do {
        isWoken = false;
        await rig.app.ringer.ringDue();
        await rig.app.ringer.idle();
      } while (isWoken);
      await this.settle();
    },
    /** What stands in both chats, with its channel: the newest last. */
    said(): Kept[] {
      return [...rig.slack.kept, ...rig.discord.kept];
    },
    in(chat: Recording, channel: string): string[] {
      return chat.kept.filter((one) => one.channel === channel).map(({ words }) => words);
    },
    async stored(id: number): Promise<crises.StoredCrisis> {
      const found = await crises.find(database, id);
      if (!found) throw new Error(`There is no crisis ${id}.`);
      return found;
    },
    async steps(id: number): Promise<string[]> {
      const steps = (await crises.stepsOf(database, [id])).get(id) ?? [];
      return steps.map(({ kind, climb, round, level }) => `${kind} ${climb}.${round}.${level}`);
    },
    async close() {
      await rig.app.sender.stop(0);
      await rig.app.ringer.stop(0);
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
