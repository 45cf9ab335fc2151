/** What commands, jobs and listeners receive: the ports, the team and a clock. main.ts builds it, once per process. */
import type { Team } from '../../config/team.ts';
import type { Messenger } from '../chat/chat.ts';
import type { Button, Command, Group, Menu } from '../chat/command.ts';
import type { HeardKind } from '../chat/heard.ts';
import type { Listener } from '../chat/listener.ts';
import type { Moderator } from '../chat/moderating.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Blobs } from '../media/blobs.ts';
import type { Internet } from '../media/internet.ts';
import type { LinkCards } from '../media/link-cards.ts';
import type { Links } from '../media/links.ts';
import type { PreflightRule } from '../posts/preflight/rule.ts';
import type { Job, Queue } from '../queue/job.ts';
import type { Database } from '../store/database.ts';
import type { PageDefinition } from '../web/page.ts';
import type { PageLinks } from '../web/page-links.ts';
import type { ConnectableAccounts } from './accounts.ts';
import type { AlarmDefinition } from './alarms/alarm.ts';
import type { Ringer } from './alarms/ringer.ts';
import type { Deliverer } from './deliveries/deliverer.ts';
import type { Moods } from './listening/moods.ts';
import type { Sender } from './showing/sender.ts';
import type { SubjectDefinition, Subjects } from './showing/subject.ts';

export interface App {
  clock: Clock;
  log: Log;
  /** The team file of now: a changed one is taken in while we run. */
  readonly team: Team;
  database: Database;
  /** Where videos are kept; in the database when absent. */
  blobs?: Blobs | undefined;
  queue: Queue;
  /** By the chat's name; a worker has them too, to keep cards true. */
  messengers: Map<string, Messenger>;
  /** By the chat's name. */
  moderators: Map<string, Moderator>;
  accounts: ConnectableAccounts;
  deliverer: Deliverer;
  /** What is looked for in a post, in the order in which people read it. */
  preflightRules: readonly PreflightRule[];
  /** What messages can be about. */
  subjects: Subjects<App>;
  sender: Sender;
  ringer: Ringer;
  links: Links;
  linkCards: LinkCards;
  moods: Moods;
  /** Links from the chat to pages. */
  pages: PageLinks;
  /** What counts as the public internet; the real one when absent. */
  internet?: Internet;
  /** ms that a claim holds on what only one process may do at a time; 30 s when absent. */
  lease?: number;
}

/** These give a definition its types and nothing else. */
export const defineCommand = (command: Command<App>): Command<App> => command;
export const defineGroup = (group: Group<App>): Group<App> => group;
export const defineMenu = (menu: Menu<App>): Menu<App> => menu;
export const defineButton = (button: Button<App>): Button<App> => button;
export const defineSubject = (subject: SubjectDefinition<App>): SubjectDefinition<App> => subject;
export const defineAlarm = (alarm: AlarmDefinition<App>): AlarmDefinition<App> => alarm;
export const definePage = (page: PageDefinition<App>): PageDefinition<App> => page;
export const defineJob = <Payload>(job: Job<App, Payload>): Job<App, Payload> => job;
export const defineListener = <Kind extends HeardKind>(
  listener: Listener<App, Team, Kind>,
): Listener<App, Team, Kind> => listener;
