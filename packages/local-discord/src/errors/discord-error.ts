/** Discord's refusals: HTTP status, JSON error code, and the words that come with it. */
import { type Issue, issueTree } from './issue.ts';

const REFUSALS = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  unknownChannel: [404, 10_003, 'Unknown Channel'],
  unknownGuild: [404, 10_004, 'Unknown Guild'],
  unknownMember: [404, 10_007, 'Unknown Member'],
  unknownMessage: [404, 10_008, 'Unknown Message'],
  unknownOverwrite: [404, 10_009, 'Unknown Overwrite'],
  unknownRole: [404, 10_011, 'Unknown Role'],
  unknownUser: [404, 10_013, 'Unknown User'],
  unknownEmoji: [400, 10_014, 'Unknown Emoji'],
  unknownWebhook: [404, 10_015, 'Unknown Webhook'],
  unknownBan: [404, 10_026, 'Unknown Ban'],
  unknownInteraction: [404, 10_062, 'Unknown interaction'],
  unknownCommand: [404, 10_063, 'Unknown application command'],
  tooManyReactions: [400, 30_010, 'Maximum number of reactions reached (20)'],
  tooManyCommands: [400, 30_032, 'Maximum number of application commands reached'],
  requestTooLarge: [413, 40_005, 'Request entity too large'],
  alreadyAcknowledged: [400, 40_060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50_001, 'Missing Access'],
  otherUsersMessage: [403, 50_005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50_006, 'Cannot send an empty message'],
  cannotSendToUser: [403, 50_007, 'Cannot send messages to this user'],
  nonTextChannel: [400, 50_008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50_013, 'Missing Permissions'],
  badBulkDeleteCount: [
    400,
    50_016,
    'Provided too few or too many messages to delete. Must provide at least 2 and at most 100 messages to delete.',
  ],
  systemMessage: [403, 50_021, 'Cannot execute action on a system message'],
  invalidWebhookToken: [401, 50_027, 'Invalid Webhook Token'],
  messageTooOld: [400, 50_034, 'You can only bulk delete messages that are under 14 days old.'],
  invalidForm: [400, 50_035, 'Invalid Form Body'],
  archivedThread: [400, 50_083, 'Thread is archived'],
  invalidJson: [400, 50_109, 'The request body contains invalid JSON.'],
  threadExists: [400, 160_004, 'A thread has already been created for this message'],
} as const satisfies Record<string, readonly [number, number, string]>;

export type RefusalName = keyof typeof REFUSALS;

export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly issues: readonly Issue[];

  constructor(name: RefusalName, issues: readonly Issue[] = []) {
    const [status, code, message] = REFUSALS[name];
    super(message);
    this.status = status;
    this.code = code;
    this.issues = issues;
  }

  /** The JSON body of the answer. */
  body(): Record<string, unknown> {
    const { message, code } = this;
    return this.issues.length ? { message, code, errors: issueTree(this.issues) } : { message, code };
  }
}

export function refuse(name: RefusalName): DiscordError {
  return new DiscordError(name);
}

/** Throws code 50035 with the nested errors, when there are any. */
export function refuseInvalid(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new DiscordError('invalidForm', issues);
}
