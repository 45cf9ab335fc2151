/** The figures of all runs, and whether they are as they must be. */
import { judge, type Verdict } from './judge.ts';
import { MOMENTS, type Moment } from './kills.ts';
import type { Played } from './run.ts';
import type { Contract } from './targets.ts';
import { UPLOAD_STEPS } from './upload-steps.ts';

export class Tally {
  private runs = 0;
  private deliveries = 0;
  private readonly kills = new Map<Moment | 'anywhere', number>();
  private readonly found = { doubles: 0, lost: 0, unapproved: 0, falseFailures: 0, afterFreeze: 0 };
  private readonly unknown: Partial<Record<Contract, number>> = {};
  /** Workers killed over a request of an upload, and its answers lost, by target and request. */
  private readonly uploads = { killed: new Map<string, number>(), lost: new Map<string, number>() };
  private failed = 0;
  private held = 0;
  /** Runs that could not be played to their end. */
  private broken = 0;
  /** Runs in which a worker hung. */
  private stuck = 0;

  /** Answers what must not be, in words. */
  add({ evidence, mended, kills, uploads }: Played): string[] {
    const verdict = judge(evidence);
    verdict.falseFailures.push(...mended.falseFailures);
    this.runs += 1;
    this.deliveries += evidence.deliveries.length;
    this.failed += mended.failed;
    this.held += mended.held;
    for (const at of kills) this.kills.set(at, (this.kills.get(at) ?? 0) + 1);
    for (const { target, step, how } of uploads) {
      const counts = this.uploads[how];
      counts.set(`${target} ${step}`, (counts.get(`${target} ${step}`) ?? 0) + 1);
    }
    for (const name of FOUND) this.found[name] += verdict[name].length;
    return [
      ...FOUND.flatMap((name) => verdict[name].map((words) => `${name}: ${words}`)),
      ...this.ask(mended),
    ];
  }

  addBroken(): void {
    this.runs += 1;
    this.broken += 1;
  }

  addStuck(): void {
    this.runs += 1;
    this.stuck += 1;
  }

  line(seed: number, seconds: number): Record<string, unknown> {
    const byStep = Object.fromEntries(
      [...MOMENTS, 'anywhere' as const].map((at) => [at, this.kills.get(at) ?? 0]),
    );
    const { doubles, lost, unapproved, falseFailures, afterFreeze } = this.found;
    return {
      runs: this.runs,
      kills: byStep,
      uploads: { killed: sumOf(this.uploads.killed), lost: sumOf(this.uploads.lost) },
      deliveries: this.deliveries,
      ...{ doubles, lost, unapproved, afterFreeze, unknown: this.unknown },
      ...{ failed: this.failed, falseFailures, held: this.held },
      ...{ broken: this.broken, stuck: this.stuck },
      ...{ seed, seconds: Math.round(seconds) },
    };
  }

  /** Why the harness fails; none: it does not. */
  objections(): string[] {
    const sum = FOUND.reduce((total, name) => total + this.found[name], 0);
    const missed = this.runs < ENOUGH ? [] : MOMENTS.filter((at) => !this.kills.has(at));
    return [
      ...(sum > 0 ? [`${sum} findings`] : []),
      ...(Object.keys(this.unknown).some((contract) => contract !== 'none')
        ? ['unknown, where the contract could have told']
        : []),
      ...(this.stuck > 0 ? [`${this.stuck} runs in which a worker hung`] : []),
      ...(this.broken > this.runs / 50 ? [`${this.broken} runs broke off`] : []),
      ...(missed.length > 0 ? [`no worker was killed at ${missed.join(', ')}`] : []),
      ...(this.runs < ENOUGH_UPLOADS ? [] : this.missedUploads()),
    ];
  }

  private missedUploads(): string[] {
    const names = UPLOAD_STEPS.map(({ target, step }) => `${target} ${step}`);
    const without = (counts: Map<string, number>) => names.filter((name) => !counts.has(name)).join(', ');
    const [killed, lost] = [without(this.uploads.killed), without(this.uploads.lost)];
    return [
      ...(killed ? [`no worker was killed over a video at ${killed}`] : []),
      ...(lost ? [`no answer about a video was lost at ${lost}`] : []),
    ];
  }

  private ask({ unknown }: Played['mended']): string[] {
    const counts = Object.entries(unknown) as [Contract, number][];
    for (const [contract, count] of counts) this.unknown[contract] = (this.unknown[contract] ?? 0) + count;
    return counts.flatMap(([contract, count]) =>
      contract === 'none' ? [] : [`unknown: ${count} × ${contract}`],
    );
  }
}

function sumOf(counts: Map<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

const FOUND: (keyof Verdict)[] = ['doubles', 'lost', 'unapproved', 'falseFailures', 'afterFreeze'];
/** Runs after which every moment must have come. */
const ENOUGH = 100;
/** Runs after which each request of each upload must have been met by both. */
const ENOUGH_UPLOADS = 1_000;
