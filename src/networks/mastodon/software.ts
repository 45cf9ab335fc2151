/**
 * Which server stands behind an address that speaks Mastodon's API, and so whether it keeps the keys of posts. Many
 * servers put Mastodon's version before their own, as clients look for it: `3.5.3 (compatible; Pixelfed 0.12.3)`,
 * `4.1.3+0.19.0-git` (GoToSocial, where its admin wishes so).
 */

export interface Software {
  /** Of the instance. */
  version?: string;
  /** The name that its nodeinfo tells, in small letters. */
  name?: string;
}

/**
 * Only where it is known: of Mastodon and the forks that have its code for this. Pleroma's keys are lost with a restart,
 * Pixelfed and GoToSocial had none for years and do not tell since when they have, so these are looked at first.
 */
export function keepsKeys({ version, name }: Software): boolean {
  const parts = VERSION.exec(version?.trim() ?? '')?.groups;
  if (!parts || Number(parts.major) < FIRST_MAJOR) return false;
  if (name !== undefined) return FAMILY.has(name);
  return parts.build === undefined || KNOWN_BUILD.test(parts.build);
}

/** Whether more than the version is to be asked for: one that names another server says enough. */
export function mayKeepKeys(version: string | undefined): boolean {
  return VERSION.test(version?.trim() ?? '');
}

/** Mastodon's own, such as `4.4.0`, `4.0.0rc2`, `4.5.0-nightly.2026-01-01`, `4.2.17+hometown-1.1.1`. */
const VERSION =
  /^(?<major>\d+)\.\d+\.\d+(?:[-.]?(?:alpha|beta|rc|nightly|security|stable|dev)[\w.-]*)?(?:\+(?<build>[\w.+-]+))?$/i;
/** Mastodon had the keys from 1.4 on. */
const FIRST_MAJOR = 2;
const FAMILY = new Set(['mastodon', 'glitch-soc', 'glitchsoc', 'hometown']);
const KNOWN_BUILD = /^(?:glitch|hometown|chuckya|pr-\d)/i;
