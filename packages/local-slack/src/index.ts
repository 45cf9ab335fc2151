/**
 * A local Slack that speaks Slack's own protocols, so that an unchanged Bolt app runs on it: the Web
 * API, Socket Mode, and HTTP mode with signed requests. It holds the app to Slack's limits and lets
 * people be played: they write, press, choose and fill forms by plain methods. State is in memory; it can be handed
 * out and taken in again. What was on its way to the app then is not sent again.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { restoreParts, type Stateful, snapshotParts } from '@bellwether/local-server/stateful.ts';
import { getRequestListener } from '@hono/node-server';
import { type Fault, type FaultHandle, Faults } from './api/faults.ts';
import { MessageRate } from './api/rate.ts';
import { type RecordedCall, Traffic, type UnknownArgument } from './api/traffic.ts';
import { schemaFaults } from './blocks/schema.ts';
import type { ChangeListener } from './changes.ts';
import { type Core, createCore, install, lastingParts } from './core.ts';
import type { DeliveryRecord } from './delivery/delivery.ts';
import type { SignatureFault } from './delivery/http.ts';
import type { DisconnectReason } from './delivery/socket.ts';
import type { Answer } from './delivery/transport.ts';
import { newSecret } from './ids.ts';
import type { Json } from './json.ts';
import { eventCallback } from './payloads/event.ts';
import { SlackPerson } from './person/person.ts';
import { type Snapshot, snapshot } from './person/shown.ts';
import { remove } from './posting.ts';
import { createFace, type SlackApp } from './server.ts';
import type { LocalSlackOptions } from './settings.ts';

export type { Fault, FaultHandle } from './api/faults.ts';
export type { Change } from './changes.ts';
export { sign } from './delivery/signature.ts';
export type { Outcome } from './person/outcome.ts';
export type { SlackPerson } from './person/person.ts';
export type { ShownChannel, ShownMessage, Snapshot } from './person/shown.ts';
export type { LocalSlackOptions } from './settings.ts';

export interface TrafficReport {
  /** Calls by Web API method; also `upload`, `download` and `response_url`. */
  counts: Record<string, number>;
  /** The last calls, oldest first. */
  calls: RecordedCall[];
  /** Sent by the app, unknown to Slack, and ignored there in silence. */
  unknownArguments: UnknownArgument[];
  /** What went to the app, oldest first. */
  deliveries: DeliveryRecord[];
  /** Acknowledgements after the deadline, in milliseconds after sending. */
  lateAcknowledgements: number[];
}

export class LocalSlack implements Stateful {
  /** To be mounted below a path of another Hono server; then call `mountedAt`. */
  readonly app: SlackApp;
  readonly requestListener: RequestListener;
  readonly #core: Core;
  readonly #faults = new Faults();
  readonly #traffic = new Traffic();
  #server: Server | undefined;

  constructor(options: LocalSlackOptions) {
    this.#core = createCore(options);
    const rate = new MessageRate(this.#core.limits);
    this.app = createFace({ core: this.#core, rate, faults: this.#faults, traffic: this.#traffic });
    const listener = getRequestListener(this.app.fetch, { overrideGlobalObjects: false });
    this.requestListener = (request, response) => void listener(request, response);
  }

  /** Compiles Block Kit's schema, which takes a quarter of a second that nobody should meet in the first message. */
  warmUp(): void {
    schemaFaults([], '');
  }

  /** For `clientOptions.slackApiUrl`. Known once started or mounted. */
  get apiUrl(): string {
    if (!this.#core.baseUrl) throw new Error('The local Slack has no address yet: start it or mount it.');
    return `${this.#core.baseUrl}/api/`;
  }

  async start(port = 0, host = '127.0.0.1'): Promise<void> {
    const server = createServer(this.requestListener);
    server.on('upgrade', (request, socket, head) => this.handleUpgrade(request, socket, head));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.#server = server;
    const address = server.address() as AddressInfo;
    this.mountedAt(`http://${host}:${address.port}`);
  }

  /** Tells where the server is reached when it has no port of its own. */
  mountedAt(baseUrl: string): void {
    this.#core.baseUrl = baseUrl.replace(/\/$/, '');
  }

  /** Takes over a Socket Mode connection. Gives false when its ticket is unknown or was used. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    return this.#core.delivery.socket.upgrade(request, socket, head);
  }

  async stop(): Promise<void> {
    await this.#core.delivery.close();
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  /** Installs an app manifest. Throws with every fault when Slack would not take it. */
  install(manifest: unknown): void {
    install(this.#core, manifest);
  }

  /** HTTP mode with this request URL from now on; Socket Mode with undefined. */
  setEventsUrl(url: string | undefined): void {
    this.#core.delivery.eventsUrl = url;
  }

  /** Whether the request URL answers Slack's `url_verification`. */
  verifyEventsUrl(): Promise<boolean> {
    return this.#core.delivery.http.verifyUrl(newSecret());
  }

  /** Sends the app an event of whatever type, subscribed or not. Gives how its first delivery went. */
  sendEvent(event: Json): Promise<Answer> {
    return this.#core.delivery.publish(eventCallback(this.#core, event));
  }

  /** Sends the app a body as it is: an interaction, or something that is no event and no interaction at all. */
  sendRaw(type: 'interactive' | 'events_api', body: Json): Promise<Answer> {
    const { delivery } = this.#core;
    return type === 'interactive' ? delivery.interact(type, body) : delivery.publish(body);
  }

  as(userId: string): SlackPerson {
    return new SlackPerson(this.#core, userId);
  }

  /** Somebody new comes into the workspace and the channels that are named; that person. */
  welcome(name: string, realName: string, channels: readonly string[] = []): SlackPerson {
    const id = this.#core.workspace.welcome(name, realName, channels);
    for (const channel of channels)
      this.#core.changes.emit({ kind: 'channel', channel: this.#core.workspace.channel(channel).id });
    return this.as(id);
  }

  /** Everything that is needed to draw a person's Slack, as JSON. */
  snapshot(userId: string): Snapshot {
    return structuredClone(snapshot(this.#core, userId));
  }

  snapshotState(): unknown {
    return snapshotParts(lastingParts(this.#core));
  }

  restoreState(value: unknown): void {
    restoreParts(lastingParts(this.#core), value);
  }

  hasFile(id: string): boolean {
    return this.#core.files.has(id);
  }

  /** A file's content, for the page. */
  fileBytes(id: string): { bytes: Uint8Array; mime: string; name: string } {
    const { bytes, mime, name } = this.#core.files.find(id);
    return { bytes: bytes ?? new Uint8Array(), mime, name };
  }

  /** Lets a person or the app's bot user into a channel, as an admin would. */
  addToChannel(channel: string, userId: string): void {
    const found = this.#core.workspace.channel(channel);
    found.members.add(userId);
    this.#core.changes.emit({ kind: 'channel', channel: found.id });
  }

  /** Takes somebody out of a channel, as an admin would. */
  removeFromChannel(channel: string, userId: string): void {
    const found = this.#core.workspace.channel(channel);
    found.members.delete(userId);
    this.#core.changes.emit({ kind: 'channel', channel: found.id });
  }

  /** Deletes anybody's message, the app's too, as an admin may. */
  deleteMessage(channel: string, ts: string): void {
    remove(this.#core, this.#core.messages.find(channel, ts));
  }

  on(_event: 'change', listener: ChangeListener): void {
    this.#core.changes.on(listener);
  }

  off(_event: 'change', listener: ChangeListener): void {
    this.#core.changes.off(listener);
  }

  /** Resolves with the predicate's first truthy value, asked now and after each change. */
  until<T>(predicate: () => T, timeoutMs?: number): Promise<NonNullable<T>> {
    return this.#core.changes.until(predicate, timeoutMs);
  }

  /** The number of open Socket Mode connections. */
  get connections(): number {
    return this.#core.delivery.socket.open;
  }

  traffic(): TrafficReport {
    const { counts, calls, unknownArguments } = this.#traffic;
    const { records: deliveries, lateAcknowledgements } = this.#core.delivery;
    return structuredClone({ counts, calls, unknownArguments, deliveries, lateAcknowledgements });
  }

  /** What tests put in the way. */
  readonly faults = {
    /** The next call of a Web API method, or of `upload`, `download`, `response_url`, meets the fault. */
    next: (method: string, fault: Fault): FaultHandle => this.#faults.next(method, fault),
    clear: (): void => this.#faults.clear(),
    /** The next request in HTTP mode carries a bad signature. */
    nextSignature: (fault: SignatureFault): void => this.#core.delivery.http.spoilNextSignature(fault),
    /** The next command or interaction reaches the app twice. */
    deliverNextTwice: (): void => this.#core.delivery.deliverNextTwice(),
    /** Sends the last envelope once more. */
    redeliver: async (): Promise<void> => {
      await this.#core.delivery.redeliver();
    },
    /** Asks the app's connections to reconnect. */
    disconnect: (reason: DisconnectReason = 'refresh_requested'): void =>
      this.#core.delivery.socket.disconnect(reason),
    /** The app's next connections open, and nothing is ever said on them. */
    muteConnections: (count = 1): void => this.#core.delivery.socket.muteNext(count),
    /** Breaks the app's connections without a word. */
    cutConnections: (): void => this.#core.delivery.socket.cut(),
  };
}

export function createLocalSlack(options: LocalSlackOptions): LocalSlack {
  return new LocalSlack(options);
}
