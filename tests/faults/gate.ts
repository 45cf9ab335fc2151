/** Stands before the far sides for one run: what befalls each request, and the kills on the network's side. */
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Call, Fault } from '../networks/servers/server.ts';
import { type Cast, positionIn } from './cast.ts';
import { faultOf } from './faults.ts';
import type { Kill, Moment } from './kills.ts';
import type { Lane } from './lane.ts';
import type { Plan } from './plan.ts';
import { isFilm, TARGETS, type Target } from './targets.ts';
import { type UploadStep, uploadStepOf } from './upload-steps.ts';
import type { Aside } from './uploads.ts';

export interface Arrival {
  target: Target;
  words: string;
  /** Epoch ms, by the run's clock. */
  at: number;
}

/** A worker was killed over a request of an upload, or its answer was lost. */
export interface Befallen {
  target: Target;
  step: UploadStep;
  how: 'killed' | 'lost';
}

export class Gate {
  /** Publishing requests, taken or not. */
  readonly arrivals: Arrival[] = [];
  /** Of workers, here. */
  readonly kills: (Moment | 'anywhere')[] = [];
  /** What befell videos on their way. */
  readonly uploads: Befallen[] = [];
  private readonly plan: Plan;
  private readonly lane: Lane;
  private readonly cast: Cast;
  private readonly faults: Plan['faults'];
  private readonly asides: Plan['asides'];
  private readonly comings = new Map<string, number>();
  /** Requests that do not publish, by target. */
  private readonly passed = new Map<Target, number>();
  private isMended = false;
  private readonly notes: (words: string) => void;

  /** `notes`: told of what befalls each publishing request. */
  constructor(plan: Plan, lane: Lane, cast: Cast, notes: (words: string) => void) {
    this.plan = plan;
    this.notes = notes;
    this.lane = lane;
    this.cast = cast;
    this.faults = [...plan.faults];
    this.asides = [...plan.asides];
    for (const target of TARGETS) lane.sites[target].server.meets = (call) => this.meet(target, call);
  }

  /** Lets everything through from now on. */
  mend(): void {
    this.isMended = true;
    this.open();
  }

  /** The credentials are renewed. Only when nobody is calling: who was refused shall find the door shut. */
  open(): void {
    for (const target of TARGETS) this.lane.sites[target].open();
  }

  close(): void {
    this.open();
    for (const target of TARGETS) {
      const { server } = this.lane.sites[target];
      server.meets = () => undefined;
      server.calls.length = 0;
    }
  }

  /** Resolves when no request is under way: a far side is never slower than the time that a request may take. */
  async idle(): Promise<void> {
    // What a worker sent before it was killed may still have to be read.
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      await turn();
      if (this.isBusy) quiet = 0;
    }
  }

  get isBusy(): boolean {
    return TARGETS.some((target) => this.lane.sites[target].server.underWay > 0);
  }

  private async meet(target: Target, call: Call): Promise<Fault | undefined> {
    const site = this.lane.sites[target];
    const shut = site.isShut();
    if (shut) return shut;
    if (!site.publishes(call)) return this.meetAside(target, call);
    const words = site.wordsOf(call);
    this.arrivals.push({ target, words, at: this.lane.clock.now() });
    const post = positionIn(words, this.plan);
    if (this.isMended || post === undefined) return undefined;
    const kill = this.killOf(target, post);
    const isFilmed = isFilm(this.plan.posts[post]?.shown ?? 'nothing');
    if (kill) return this.meetKill(kill, isFilmed);
    const fault = taken(this.faults, (one) => one.post === post && one.target === target);
    if (isFilmed && fault && LOST.includes(fault.kind)) this.befell(target, 'show', 'lost');
    this.notes(`request ${post} ${target}: ${fault?.kind ?? 'passes'}`);
    // A deadline must outlast that.
    if (fault?.kind === 'silent' || fault?.kind === 'too late')
      void this.lane.crew.order({ kind: 'collect' });
    return fault && faultOf(fault.kind, site);
  }

  private async meetAside(target: Target, call: Call): Promise<Fault | undefined> {
    const came = this.passed.get(target) ?? 0;
    this.passed.set(target, came + 1);
    const step = uploadStepOf(target, call);
    // A look is not refused: then nobody could tell what became of a lost answer.
    const fits = ({ kind, target: asked, skip = 0, at }: Aside) =>
      asked === target &&
      (at ? at.step === step : skip <= came) &&
      (kind !== 'refused' || this.lane.sites[target].gives(call));
    const aside = this.isMended ? undefined : taken(this.asides, fits);
    if (!aside) return undefined;
    this.notes(`aside ${target}${step ? ` (${step})` : ''}: ${aside.kind}`);
    if (aside.kind === 'killed after') return { kind: 'held', until: () => this.killAsker(aside, step) };
    if (aside.kind === 'killed before') {
      await this.killAsker(aside, step);
      return { kind: 'cut', when: 'before' };
    }
    if (LOST.includes(aside.kind)) this.befell(target, step, 'lost');
    return faultOf(aside.kind, this.lane.sites[target]);
  }

  private killOf(target: Target, post: number): Kill | undefined {
    const key = `${target} ${post}`;
    const coming = (this.comings.get(key) ?? 0) + 1;
    this.comings.set(key, coming);
    return this.plan.kills.find(
      (one) =>
        (one.at === 'received' || one.at === 'effected') &&
        one.target === target &&
        one.post === post &&
        one.time === coming,
    );
  }

  private async meetKill(kill: Kill, isFilmed: boolean): Promise<Fault | undefined> {
    this.notes(`request ${kill.post} ${kill.target}: kill at ${kill.at}`);
    if (isFilmed) this.befell(kill.target, 'show', 'killed');
    if (kill.at === 'effected') return { kind: 'held', until: () => this.kill(kill) };
    await this.kill(kill);
    if (!kill.goesOn) return { kind: 'cut', when: 'before' };
    // Others may have taken the delivery over by then.
    await pause(LATE);
    return undefined;
  }

  /** Anybody, where it is not known whose request it is. */
  private async killAsker({ target, at }: Aside, step: UploadStep | undefined): Promise<void> {
    const { crew } = this.lane;
    const isDead = at !== undefined && (await crew.killCaller(this.cast.ids[at.post] ?? 0, target));
    if (!isDead && !(await crew.killOne())) return;
    this.kills.push('anywhere');
    this.befell(target, step, 'killed');
  }

  private befell(target: Target, step: UploadStep | undefined, how: Befallen['how']): void {
    if (step) this.uploads.push({ target, step, how });
  }

  private async kill({ at, post, target }: Kill): Promise<void> {
    if (await this.lane.crew.killCaller(this.cast.ids[post] ?? 0, target)) this.kills.push(at);
  }
}

/** The effect was there, and no answer told so. */
const LOST: readonly Aside['kind'][] = ['lost after', 'cut', 'broken after', 'busy after', 'strange after'];

const QUIET_TURNS = 6;
/** ms; longer than a lease and a deadline. */
const LATE = 1_000;

/** The first that fits, taken out. */
function taken<T>(list: T[], fits: (one: T) => boolean): T | undefined {
  const position = list.findIndex(fits);
  return position < 0 ? undefined : list.splice(position, 1)[0];
}
