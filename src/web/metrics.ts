/**
 * What Bellwether counts, for Prometheus. The registry is its own, not prom-client's global one, and leaves the
 * default metrics out: their event-loop and garbage-collector watchers cost more than they tell.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** One more delivery came to an end: `sent`, `failed`, `unknown`, `retry`. */
  delivered(network: string, outcome: string): void;
  /** How long after its due time a delivery was begun; milliseconds. */
  late(network: string, milliseconds: number): void;
  /** One more run of a job came to an end: `done`, `retry`, `cancel`, `snooze`. */
  ran(job: string, outcome: string): void;
  /** One more event that a listener `failed` at, or that was `dropped` since it was too slow. */
  unheard(listener: string, outcome: string): void;
  /** Whether each chat is heard is asked here whenever the metrics are read: chat → why it is not. */
  watchChats(faults: () => Record<string, string | undefined>): void;
  /** The auditor of the escalations is asked whenever the metrics are read: ms since its last look, steps that were missed, whether its heartbeat arrives. Undefined: it has not looked yet. */
  watchAuditor(figures: () => Promise<{ age: number; missed: number; isHeard: boolean } | undefined>): void;
  /** Prometheus' text format. */
  text(): Promise<string>;
}

/** The content type of `text()`. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const deliveries = counter(registry, 'deliveries_total', 'Deliveries, by how they ended.', [
    'network',
    'outcome',
  ]);
  const lateness = histogram(registry, 'delivery_lateness_seconds', 'From due to begun.', LATENESS, [
    'network',
  ]);
  const jobs = counter(registry, 'jobs_total', 'Runs of jobs, by how they ended.', ['job', 'outcome']);
  const unheard = counter(
    registry,
    'unheard_total',
    'Events of the chats that a listener failed at or missed.',
    ['listener', 'outcome'],
  );
  addProcess(registry);
  return {
    delivered: (network, outcome) => deliveries.inc({ network, outcome }),
    late: (network, milliseconds) => lateness.observe({ network }, milliseconds / 1000),
    ran: (job, outcome) => jobs.inc({ job, outcome }),
    unheard: (listener, outcome) => unheard.inc({ listener, outcome }),
    watchChats: (faults) => addChats(registry, faults),
    watchAuditor: (figures) => addAuditor(registry, figures),
    text: () => registry.metrics(),
  };
}

/** Seconds. A post is punctual within 25 ms; one that is hours late was asked about. */
const LATENESS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30, 120, 600, 3600];

function counter<Label extends string>(registry: Registry, name: string, help: string, labelNames: Label[]) {
  return new Counter({ name: `bellwether_${name}`, help, labelNames, registers: [registry] });
}

function histogram<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  buckets: number[],
  labelNames: Label[],
) {
  return new Histogram({ name: `bellwether_${name}`, help, buckets, labelNames, registers: [registry] });
}

function addChats(registry: Registry, faults: () => Record<string, string | undefined>): void {
  new Gauge({
    name: 'bellwether_chat_connected',
    help: 'Whether a chat is heard: 1, or 0 while it is down or does not let the bot in.',
    labelNames: ['chat'],
    registers: [registry],
    collect() {
      for (const [chat, fault] of Object.entries(faults())) this.set({ chat }, fault === undefined ? 1 : 0);
    },
  });
}

function addAuditor(registry: Registry, figures: Parameters<Metrics['watchAuditor']>[0]): void {
  type Told = NonNullable<Awaited<ReturnType<typeof figures>>>;
  const gauge = (name: string, help: string, before: number, value: (told: Told) => number) =>
    new Gauge({
      ...{ name: `bellwether_escalation_${name}`, help, registers: [registry] },
      async collect() {
        const told = await figures();
        this.set(told ? value(told) : before);
      },
    });
  gauge('audit_age_seconds', 'Since the auditor last looked.', 0, ({ age }) => age / 1000);
  gauge('steps_missed', 'Steps that the auditor had to catch up, since ever.', 0, ({ missed }) => missed);
  gauge('heartbeat_ok', 'Whether the last heartbeat arrived: 1, or 0.', 1, ({ isHeard }) => Number(isHeard));
}

/** The two that an operator looks at first, read only when they are asked for. */
function addProcess(registry: Registry): void {
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory.',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'process_uptime_seconds',
    help: 'Since the process started.',
    registers: [registry],
    collect() {
      this.set(process.uptime());
    },
  });
}
