/** Reads an app manifest and answers what the app has: commands, shortcuts, scopes, events. */

import { readSpec } from '@bellwether/local-server/files.ts';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { isObject } from './json.ts';

const manifestShape = z.object({
  display_information: z.object({ name: z.string() }),
  features: z
    .object({
      bot_user: z.object({ display_name: z.string() }).optional(),
      shortcuts: z
        .array(
          z.object({
            name: z.string(),
            type: z.enum(['message', 'global']),
            callback_id: z.string(),
            description: z.string(),
          }),
        )
        .optional(),
      slash_commands: z
        .array(
          z.object({
            command: z.string(),
            description: z.string(),
            usage_hint: z.string().optional(),
            should_escape: z.boolean().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).optional() }).optional() }).optional(),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).optional() }).optional(),
      interactivity: z.object({ is_enabled: z.boolean() }).optional(),
      socket_mode_enabled: z.boolean().optional(),
    })
    .optional(),
});

export type Manifest = z.infer<typeof manifestShape>;
export type ManifestCommand = NonNullable<NonNullable<Manifest['features']>['slash_commands']>[number];
export type ManifestShortcut = NonNullable<NonNullable<Manifest['features']>['shortcuts']>[number];

/** Throws with every fault and its place when Slack would not take the manifest. */
export function readManifest(manifest: unknown): Manifest {
  validate ??= compile();
  if (!validate(manifest)) {
    const faults = (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || '/'}: ${message ?? 'does not fit'} ${JSON.stringify(params)}`,
    );
    throw new Error(`Slack would refuse this manifest:\n${faults.join('\n')}`);
  }
  const read = manifestShape.parse(manifest);
  const taken = read.features?.slash_commands?.find(({ command }) => BUILT_IN.has(command));
  if (taken) throw new Error(`Slack would refuse this manifest: ${taken.command} has an invalid name.`);
  return read;
}

/** Slack's own commands, whose names it gives to nobody. */
const BUILT_IN = new Set([
  '/away',
  '/dnd',
  '/invite',
  '/join',
  '/leave',
  '/me',
  '/remind',
  '/status',
  '/topic',
]);

let validate: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const schema = readSpec('local-slack', 'slack-manifest.schema.json');
  if (!isObject(schema)) throw new Error('The manifest schema is unreadable.');
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

/** What is installed. Without a manifest everything is allowed, so that small tests need none. */
export class Installation {
  #manifest: Manifest | undefined;
  readonly #givenScopes: string[] | undefined;

  constructor(givenScopes: string[] | undefined) {
    this.#givenScopes = givenScopes;
  }

  install(manifest: unknown): Manifest {
    this.#manifest = readManifest(manifest);
    return this.#manifest;
  }

  /** Undefined stands for all scopes. */
  get scopes(): string[] | undefined {
    return this.#givenScopes ?? this.#manifest?.oauth_config?.scopes?.bot;
  }

  get commands(): ManifestCommand[] {
    return this.#manifest?.features?.slash_commands ?? [];
  }

  get shortcuts(): ManifestShortcut[] {
    return this.#manifest?.features?.shortcuts ?? [];
  }

  hasScope(scope: string): boolean {
    return this.scopes?.includes(scope) ?? true;
  }

  hasCommand(command: string): boolean {
    return !this.#manifest || this.commands.some((known) => known.command === command);
  }

  /** Whether Slack marks mentions and links in what is typed behind a command. */
  isEscaped(command: string): boolean {
    return this.commands.some((known) => known.command === command && known.should_escape === true);
  }

  hasShortcut(callbackId: string, type: 'message' | 'global'): boolean {
    const fits = (known: ManifestShortcut) => known.callback_id === callbackId && known.type === type;
    return !this.#manifest || this.shortcuts.some(fits);
  }

  isInteractive(): boolean {
    return !this.#manifest || this.#manifest.settings?.interactivity?.is_enabled === true;
  }

  /** Whether the app subscribed to an event such as `message.channels`. */
  subscribesTo(event: string): boolean {
    const events = this.#manifest?.settings?.event_subscriptions?.bot_events;
    return !this.#manifest || (events?.includes(event) ?? false);
  }
}
