/** Counts what the app asked for, and keeps the last requests for a test to look at. */

export interface RecordedRequest {
  /** Like `'POST /channels/{channel_id}/messages'`. */
  route: string;
  path: string;
  status: number;
  /** Discord's error code, where there was one. */
  code?: number;
  tookMs: number;
  body: unknown;
}

export interface Traffic {
  requests: number;
  byRoute: Record<string, number>;
  byStatus: Record<string, number>;
  /** The newest last. */
  last: RecordedRequest[];
  /** Sent by the app, unknown to Discord, and ignored there in silence. */
  unknownProperties: { route: string; property: string }[];
  gateway: GatewayTraffic;
}

export interface GatewayTraffic {
  connected: number;
  identifies: number;
  resumes: number;
  heartbeats: number;
  dispatches: number;
}

const KEPT = 500;

export class TrafficRecorder {
  #requests = 0;
  readonly #byRoute: Record<string, number> = {};
  readonly #byStatus: Record<string, number> = {};
  readonly #last: RecordedRequest[] = [];
  readonly #unknown = new Map<string, { route: string; property: string }>();

  record(request: RecordedRequest): void {
    this.#requests += 1;
    this.#byRoute[request.route] = (this.#byRoute[request.route] ?? 0) + 1;
    this.#byStatus[request.status] = (this.#byStatus[request.status] ?? 0) + 1;
    this.#last.push(request);
    if (this.#last.length > KEPT) this.#last.shift();
  }

  recordUnknown(route: string, properties: readonly string[]): void {
    for (const property of properties) this.#unknown.set(`${route} ${property}`, { route, property });
  }

  summary(gateway: GatewayTraffic): Traffic {
    return {
      requests: this.#requests,
      byRoute: { ...this.#byRoute },
      byStatus: { ...this.#byStatus },
      last: [...this.#last],
      unknownProperties: [...this.#unknown.values()],
      gateway,
    };
  }
}
