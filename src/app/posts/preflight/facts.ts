/** What the rules of the preflight want to know and cannot know by themselves: other posts, and where links lead. */
import type { Limits } from '../../../networks/network.ts';
import { type Content, textFor } from '../../../posts/content.ts';
import { fieldTexts } from '../../../posts/fields.ts';
import { type EarlierPost, fingerprint } from '../../../posts/likeness.ts';
import { type LinkState, linksIn } from '../../../posts/links.ts';
import { type Outgoing, type Quota, spanOf } from '../../../posts/quota.ts';
import { wordings } from '../../../posts/variants.ts';
import * as corrections from '../../../store/corrections.ts';
import * as fingerprints from '../../../store/fingerprints.ts';
import { outgoing } from '../../../store/target-deliveries.ts';
import type { App } from '../../app.ts';

/** For what a post is checked. */
export interface Occasion {
  postId: number;
  /** Epoch ms: when it goes out. */
  at: number;
  /** Epoch ms: its place in the line, where it stands in it. Of the quota only what is due before it counts then. */
  place?: number;
  /** ms that a network may take to tell its limits; they are not looked at when it takes longer. */
  patience?: number;
}

export interface Gathered {
  /** Target → posts to it that may be alike. */
  earlier: Map<string, EarlierPost[]>;
  /** Link → what became of it. */
  links: ReadonlyMap<string, LinkState>;
}

/** What costs nothing to know. */
export const nothingGathered: Gathered = { earlier: new Map(), links: new Map() };

export async function gather(app: App, content: Content, occasion: Occasion): Promise<Gathered> {
  const texts = wordings(content);
  const read = [
    ...texts.map(({ text }) => text),
    ...content.targets.flatMap((target) => fieldTexts(content, target).map(({ text }) => text)),
  ];
  const links = app.team.preflight.links ? [...new Set(read.flatMap(linksIn))] : [];
  const [asked, found] = await Promise.all([
    app.links.ask(links),
    alike(app, texts, occasion, await kinOf(app, content, occasion)),
  ]);
  const earlier = content.targets.map((target) => [target, found.flatMap((one) => earlierTo(target, one))]);
  return { earlier: new Map(earlier as [string, EarlierPost[]][]), links: asked };
}

/** The post itself; of a correction also the post that it corrects, and its other corrections. */
async function kinOf({ database }: App, { corrects }: Content, { postId }: Occasion): Promise<number[]> {
  if (corrects === undefined) return [postId];
  return [postId, corrects, ...(await corrections.idsOf(database, corrects))];
}

async function alike(
  { database, team }: App,
  texts: { text: string; targets: string[] }[],
  { at }: Occasion,
  besides: number[],
): Promise<fingerprints.Alike[]> {
  const { duplicatesWithin } = team.preflight;
  const span = { from: at - duplicatesWithin, until: at + duplicatesWithin, besides };
  const found = texts.map(({ text, targets }) =>
    fingerprints.alike(database, { ...span, targets, keys: fingerprint(text) }),
  );
  return (await Promise.all(found)).flat();
}

/** What failed or was called off there says nothing. */
function earlierTo(target: string, { postId, content, at, deliveries }: fingerprints.Alike): EarlierPost[] {
  const delivery = deliveries[target];
  if (!content.targets.includes(target) || GONE.has(delivery?.state ?? '')) return [];
  return [{ postId, text: textFor(content, target), at: delivery?.at ?? at }];
}

/** Not out there, or not any more. */
const GONE = new Set<string>(['failed', 'cancelled', 'removing', 'removed']);

/** As the network takes it, and as the team wants it. */
export function quotasOf({ team }: App, target: string, limits: Limits | undefined): Quota[] {
  const most = team.targets[target]?.mostPerDay;
  const own: Quota[] = most === undefined ? [] : [{ most, of: 'posts', per: 'day' }];
  return [...own, ...(limits?.quota ?? [])];
}

export async function outgoingFor(
  { database, team }: App,
  target: string,
  quotas: Quota[],
  { postId, at, place }: Occasion,
): Promise<Outgoing[]> {
  if (quotas.length === 0) return [];
  const spans = quotas.map((quota) => spanOf(quota, at, team.timeZone));
  return outgoing(database, {
    target,
    from: Math.min(...spans.map(({ from }) => from)),
    until: Math.max(...spans.map(({ until }) => until)),
    besides: postId,
    aheadOf: place,
  });
}
