/** What people do while workers work: edit, cancel, approve; and a hand in the database that changes an approved text. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { editPost } from '../../src/app/posts/drafting/drafting.ts';
import { cancelPost } from '../../src/app/posts/review/cancelling.ts';
import { Refusal } from '../../src/kit/finding.ts';
import * as freezes from '../../src/store/freezes.ts';
import { approveNow, type Cast, textOf } from './cast.ts';
import type { Gate } from './gate.ts';
import type { Lane } from './lane.ts';
import type { Said } from './orders.ts';
import type { Act, Plan } from './plan.ts';

export class Acts {
  /** Post ids whose text was changed behind the approval, each with the approved text. */
  readonly tampered = new Map<number, string>();
  /** While a freeze was confirmed, publishing requests came in for what it stops. */
  readonly broken: string[] = [];
  /** What went wrong and should not have. */
  readonly errors: unknown[] = [];
  private readonly plan: Plan;
  private readonly lane: Lane;
  private readonly cast: Cast;
  private readonly gate: Gate;
  /** Confirmed freezes: what they stop, and how many requests had come in by then. */
  private readonly confirmed: { targets: string[]; leaving: string[]; since: number }[] = [];
  private readonly waiting: Act[];
  private readonly underWay = new Set<Promise<void>>();

  constructor(plan: Plan, lane: Lane, cast: Cast, gate: Gate) {
    this.plan = plan;
    this.lane = lane;
    this.cast = cast;
    this.gate = gate;
    this.waiting = [...plan.acts];
  }

  async before(): Promise<void> {
    for (const act of this.waiting.filter(({ on }) => !on)) await this.perform(act);
  }

  /** The moment has come for those that wait for this step. */
  hear({ step, postId, target }: Said): void {
    for (const act of [...this.waiting]) {
      const { on } = act;
      if (!on || on.step !== step || on.target !== target || this.cast.ids[on.post] !== postId) continue;
      this.begin(act);
    }
  }

  /** Approvals whose moment never came are made up for, and freezes are lifted. */
  async after(): Promise<void> {
    for (const act of this.waiting.filter(({ kind }) => kind === 'approve')) this.begin(act);
    this.waiting.length = 0;
    await this.settled();
    this.judgeFreezes();
    const by = { personId: this.lane.approver.person.id, at: new Date(this.lane.clock.now()) };
    const open = (await freezes.opened(this.lane.database)).map(({ id }) => id);
    await this.lane.database.transaction(
      async (transaction) => void (await freezes.lift(transaction, open, by)),
    );
  }

  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private begin(act: Act): void {
    this.waiting.splice(this.waiting.indexOf(act), 1);
    const performed = this.perform(act).catch((error) => {
      if (!this.isExpected(error)) this.errors.push(error);
    });
    this.underWay.add(performed);
    void performed.then(() => this.underWay.delete(performed));
  }

  private async perform({ kind, post }: Act): Promise<void> {
    const { app, ids } = this.cast;
    const postId = ids[post] ?? 0;
    if (kind === 'tamper') return this.tamper(postId);
    if (kind === 'approve') return approveNow(app, this.lane, postId);
    if (kind === 'freeze') return this.freeze(this.plan.posts[post]?.targets ?? []);
    if (kind === 'cancel') return void (await cancelPost(app, this.lane.author, postId));
    const text = textOf(this.plan, post, 2);
    await editPost(app, this.lane.author, postId, (input) => ({ ...input, text, variants: {} }));
    if (kind === 'edit and approve') await approveNow(app, this.lane, postId);
  }

  /** Too late for it; or the database was down, and it knows what became of it. */
  private isExpected(error: unknown): boolean {
    return error instanceof Refusal || this.plan.rounds.some(({ trouble }) => trouble === 'crash');
  }

  /** As the verb does, which then waits for what is under way, and tells what may still come. */
  private async freeze(targets: string[]): Promise<void> {
    const personId = this.lane.approver.person.id;
    const frozenAt = new Date(this.lane.clock.now());
    const frozen = { targets, scope: targets.join(', '), reason: 'A test.', personId, frozenAt };
    const made = await this.lane.database.transaction((transaction) => freezes.open(transaction, frozen));
    for (let waited = 0; waited < PATIENCE; waited += BETWEEN) {
      if ((await freezes.stillInFlight(this.lane.database, made)) === 0) break;
      await pause(BETWEEN);
    }
    const { rows } = await this.lane.database.execute<{ target: string }>(sql`
      select target from deliveries where state = 'sending' and target = any(${sql.param(targets)}::text[])`);
    const leaving = rows.map(({ target }) => target);
    this.confirmed.push({ targets, leaving, since: this.gate.arrivals.length });
  }

  private judgeFreezes(): void {
    for (const { targets, leaving, since } of this.confirmed)
      for (const { target, words } of this.gate.arrivals.slice(since))
        if (targets.includes(target) && !leaving.includes(target))
          this.broken.push(`${target}: "${words}" came in after the freeze of ${targets.join(', ')}`);
  }

  private async tamper(postId: number): Promise<void> {
    const { rows } = await this.lane.database.execute<{ text: string }>(sql`
      select content ->> 'text' as text from revisions where post_id = ${postId} order by revision desc limit 1`);
    this.tampered.set(postId, rows[0]?.text ?? '');
    await this.lane.database.execute(sql`update revisions set content = jsonb_set(content, '{text}',
      to_jsonb((content ->> 'text') || ' Never approved.')) where post_id = ${postId}`);
  }
}

/** ms that a freeze waits for what is under way; longer than a far side may take. */
const PATIENCE = 1_500;
const BETWEEN = 25;
