/** The state of one local Slack, held together. Nothing here is shared between instances. */
import type { Parts } from '@bellwether/local-server/stateful.ts';
import { Changes } from './changes.ts';
import { Delivery } from './delivery/delivery.ts';
import { FileStore } from './files.ts';
import { newSecret, Timestamps } from './ids.ts';
import { Installation } from './manifest.ts';
import { MessageStore } from './messages.ts';
import { ResponseUrls } from './response-urls.ts';
import { type Clock, type Limits, type LocalSlackOptions, SLACK_LIMITS } from './settings.ts';
import { Triggers } from './triggers.ts';
import { ViewStore } from './views.ts';
import { Workspace } from './workspace.ts';

export interface Core {
  clock: Clock;
  limits: Limits;
  workspace: Workspace;
  installation: Installation;
  messages: MessageStore;
  files: FileStore;
  views: ViewStore;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  timestamps: Timestamps;
  changes: Changes;
  delivery: Delivery;
  /** The old verification token that payloads still carry. */
  verificationToken: string;
  /** Where the server is reached, without a slash at the end; set when it starts or is mounted. */
  baseUrl: string;
}

export function createCore(options: LocalSlackOptions): Core {
  const { clock, workspace, manifest, eventsUrl } = options;
  const limits = { ...SLACK_LIMITS, ...options.limits };
  const changes = new Changes();
  const core: Core = {
    clock,
    limits,
    changes,
    workspace: new Workspace(workspace, Math.floor(clock.now() / 1000)),
    installation: new Installation(workspace.app.scopes),
    messages: new MessageStore(),
    files: new FileStore(),
    views: new ViewStore(),
    triggers: new Triggers(clock, limits.triggerLifetimeMs),
    responseUrls: new ResponseUrls(clock, limits),
    timestamps: new Timestamps(clock),
    delivery: new Delivery({ app: workspace.app, limits, changes, eventsUrl }),
    verificationToken: newSecret(),
    baseUrl: '',
  };
  if (manifest !== undefined) install(core, manifest);
  return core;
}

/** Installs a manifest: its commands and shortcuts are there, its bot name is shown. */
export function install(core: Core, manifest: unknown): void {
  const installed = core.installation.install(manifest);
  core.workspace.botName = installed.features?.bot_user?.display_name ?? installed.display_information.name;
}

/** What outlives a restart. Triggers do not: they are good for three seconds. */
export function lastingParts({ workspace, messages, files, views, responseUrls, timestamps }: Core): Parts {
  return { workspace, messages, files, views, responseUrls, timestamps };
}

export function nowSeconds(core: Core): number {
  return Math.floor(core.clock.now() / 1000);
}
