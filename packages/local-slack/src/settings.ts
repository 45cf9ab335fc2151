/** What a local Slack is started with: a workspace, one app in it, and Slack's limits. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export interface WorkspaceUser {
  id: string;
  name: string;
  realName: string;
  /** IANA time zone. */
  tz: string;
  avatar?: string | undefined;
  isAdmin?: boolean | undefined;
}

export interface WorkspaceChannel {
  id: string;
  name: string;
  /** User ids; the app can post only where its bot user is among them. */
  members: string[];
  isPrivate?: boolean | undefined;
  isArchived?: boolean | undefined;
}

export interface WorkspaceUserGroup {
  id: string;
  handle: string;
  users: string[];
}

export interface AppCredentials {
  appId: string;
  botUserId: string;
  /** `xoxb-…` */
  botToken: string;
  /** `xapp-…` */
  appToken: string;
  signingSecret: string;
  /** Bot scopes; without them the manifest's, and without a manifest every scope. */
  scopes?: string[] | undefined;
}

export interface WorkspaceOptions {
  teamId: string;
  name: string;
  users: WorkspaceUser[];
  channels: WorkspaceChannel[];
  userGroups: WorkspaceUserGroup[];
  /** What methods on user groups answer where the plan has none: the free plan. */
  withoutUserGroups?: 'paid_teams_only' | 'plan_upgrade_required' | undefined;
  /** The app is installed for the whole organisation, of which this is one workspace. */
  organisation?: Organisation | undefined;
  app: AppCredentials;
}

export interface Organisation {
  /** `E…` */
  id: string;
  name: string;
  /** Its other workspaces that the app was let into. */
  otherTeams?: string[] | undefined;
  /** Workspaces among them that it may not look into. */
  closedTeams?: string[] | undefined;
}

/** Slack's own figures, which tests may shorten. */
export interface Limits {
  acknowledgeWithinMs: number;
  triggerLifetimeMs: number;
  responseUrlLifetimeMs: number;
  responseUrlUses: number;
  /** Waits before an event that nobody acknowledged is delivered again. */
  retryDelaysMs: number[];
  /** Messages that a channel takes at once before it takes `messagesPerSecond`. */
  messageBurst: number;
  messagesPerSecond: number;
}

export interface LocalSlackOptions {
  clock: Clock;
  workspace: WorkspaceOptions;
  /** The app manifest; can also be installed later. Without one, every command and shortcut is known. */
  manifest?: unknown;
  /** HTTP mode: the app's request URL. Without it, Socket Mode. */
  eventsUrl?: string | undefined;
  limits?: Partial<Limits> | undefined;
}

export const SLACK_LIMITS: Limits = {
  acknowledgeWithinMs: 3_000,
  triggerLifetimeMs: 3_000,
  responseUrlLifetimeMs: 30 * 60_000,
  responseUrlUses: 5,
  retryDelaysMs: [0, 60_000, 300_000],
  messageBurst: 10,
  messagesPerSecond: 1,
};
