/**
 * Whether a host is made to be taken for a protected one: letters that look alike (also digits, rn for m, accents,
 * whole other scripts), a slip of the keyboard, the protected host as a subdomain or before an @, or its name with
 * bait around it.
 */
import { distance } from '../../kit/nearest.ts';
import { foldText } from '../folding/fold.ts';
import { latinFor } from '../folding/look-alikes.ts';
import type { Link } from './find.ts';
import { readable, registrable } from './host.ts';

/** What of the link looks like which protected host; undefined for an honest one. */
export function lookAlikeOf(link: Link, protectedHosts: readonly string[]): string | undefined {
  if (protectedHosts.some((host) => isWithin(link.host, host))) return undefined;
  return protectedHosts.find((host) => isFeigned(link, host));
}

function isWithin(host: string, other: string): boolean {
  return host === other || host.endsWith(`.${other}`);
}

function isFeigned({ host, user }: Link, genuine: string): boolean {
  if (user !== '' && foldText(user).text.includes(genuine)) return true;
  const shown = readable(host).toLowerCase();
  // discord.com.example.net, discord.com-gift.example
  if (startsAsHost(shown, genuine) || startsAsHost(skeleton(shown), skeleton(genuine))) return true;
  const own = registrable(genuine);
  const other = registrable(shown);
  const name = own.labels.at(-1) ?? '';
  const label = other.labels.at(-1) ?? '';
  const below = other.labels.slice(0, -1);
  if (below.some((one) => skeleton(one) === skeleton(name)) && isBait(label)) return true;
  if (label === name) return other.suffix !== own.suffix && distance(other.suffix, own.suffix) === 1;
  return isLikeName(label, name);
}

function startsAsHost(host: string, genuine: string): boolean {
  return host.startsWith(genuine) && /^[.-]/.test(host.slice(genuine.length));
}

function isLikeName(label: string, name: string): boolean {
  const [seen, real] = [skeleton(label), skeleton(name)];
  if (joined(seen) === joined(real)) return true;
  if (isSlip(joined(plain(label)), name)) return true;
  const parts = plain(label).split('-');
  if (parts.some((part) => part !== name && (skeleton(part) === real || isSlip(part, name)))) return true;
  return isBaited(label, seen, name, real);
}

/** "discord-nitro", "freediscord"; and "dlscordapp", where the name itself is feigned, with anything around it. */
function isBaited(label: string, seen: string, name: string, real: string): boolean {
  if (name.length < SHORTEST_WITHIN) return false;
  const folded = plain(label);
  if (folded.includes(name)) {
    const around = folded
      .replace(name, '-')
      .split('-')
      .filter((part) => part !== '');
    const isBeside = (part: string) => isBait(part) || (folded.includes('-') && HYPHENATED.has(part));
    return around.length > 0 && around.every(isBeside);
  }
  return joined(seen).includes(joined(real));
}

/** `nitro`, `free-gifts`. */
function isBait(label: string): boolean {
  return label.split('-').every((part) => BAIT.has(part.replace(/s$/, '')) || BAIT.has(part));
}

const SHORTEST_WITHIN = 6;
const BAIT = new Set(
  'nitro gift give giveaway free login logon signin verify verification support security secure help airdrop claim promo bonus reward event account update official trade steam drop winner prize billing wallet'.split(
    ' ',
  ),
);

/** Beside a name with a hyphen; without one there are honest ones (discordapp.com). */
const HYPHENATED = new Set('app apps online web site service center official team user id info'.split(' '));

/**
 * One slip: a letter more, less, other, or two that changed places; two in long names. Another first letter makes
 * another word (finance, binance), and short names are near too many.
 */
function isSlip(label: string, name: string): boolean {
  if (name.length < SHORTEST_SLIP || label[0] !== name[0]) return false;
  return distance(label, name) <= (name.length >= LONG ? 2 : 1);
}

const SHORTEST_SLIP = 6;
const LONG = 12;

/** Small letters without marks; other scripts as they are. */
function plain(label: string): string {
  return foldText(label).text;
}

/** What the eye takes it for. Alike for hosts that look alike, and of no other use. */
export function skeleton(text: string): string {
  const known = skeletons.get(text);
  if (known !== undefined) return known;
  if (skeletons.size >= MOST_KEPT) skeletons.clear();
  const made = skeletonOf(text);
  skeletons.set(text, made);
  return made;
}

/** The same few hosts come again and again. */
const skeletons = new Map<string, string>();
const MOST_KEPT = 2000;

function skeletonOf(text: string): string {
  return [...plain(text)]
    .map((one) => String.fromCodePoint(latinFor(one.codePointAt(0) ?? 0)))
    .join('')
    .replace(/[01345|]/g, (sign) => SIGNS[sign] ?? sign)
    .replace(/i/g, 'l')
    .replace(/rn|nn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/cl|ci/g, 'd')
    .replace(/q/g, 'g');
}

const SIGNS: Record<string, string> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '|': 'l' };

function joined(label: string): string {
  return label.replaceAll('-', '');
}
