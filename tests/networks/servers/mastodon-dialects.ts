/** Servers that speak Mastodon's API, each as far as it differs: as their documentation and issue threads tell. */

export interface Dialect {
  /** Of `/api/v2/instance`, or of v1 where there is no other. */
  version?: string;
  /** In nodeinfo; undefined: there is none. */
  software?: string;
  keepsKeys: boolean;
  /** Whether there is `/api/v2/instance`. */
  hasNewInstance: boolean;
  /** Whether `/api/v1/statuses/:id/source` is there. */
  hasSource: boolean;
  /** Whether `/api/v2/notifications/policy` is there: in Mastodon since 4.3. */
  hasPolicy: boolean;
  /** What each status names as its application, whatever made it. */
  application?: string;
  /** Media have another id once they are attached. */
  renamesMedia?: boolean;
}

const MASTODON: Dialect = {
  version: '4.4.0',
  software: 'mastodon',
  keepsKeys: true,
  hasNewInstance: true,
  hasSource: true,
  hasPolicy: true,
};
/** What came before 4.3, and servers of other code. */
const EARLIER: Dialect = { ...MASTODON, hasPolicy: false };

export const DIALECTS = {
  mastodon: MASTODON,
  glitch: { ...EARLIER, version: '4.1.5+glitch_0801_3b49b5a' },
  hometown: { ...EARLIER, version: '4.2.17+hometown-1.1.1', software: 'hometown' },
  nightly: { ...MASTODON, version: '4.7.0-alpha.2+pr-39999-68e5caf', software: undefined },
  'of old': { ...EARLIER, version: '3.5.19', hasNewInstance: false, software: undefined },
  // pixelfed/pixelfed #6079: no source; every status is by "web".
  pixelfed: {
    ...EARLIER,
    version: '3.5.3 (compatible; Pixelfed 0.12.3)',
    software: 'pixelfed',
    keepsKeys: false,
    hasSource: false,
    application: 'web',
  },
  gotosocial: { ...EARLIER, version: '0.19.1+git-5f7d8b2', software: 'gotosocial', keepsKeys: false },
  // Its `instance-inject-mastodon-version`: superseriousbusiness/gotosocial #1977.
  'gotosocial, which says that it is Mastodon': {
    ...EARLIER,
    version: '4.1.3+0.19.1-git-5f7d8b2',
    software: undefined,
    keepsKeys: false,
  },
  akkoma: {
    ...EARLIER,
    version: '2.7.2 (compatible; Akkoma 3.13.2)',
    software: 'akkoma',
    keepsKeys: false,
    hasNewInstance: false,
    renamesMedia: true,
  },
  'a server with the version of Mastodon alone': {
    ...EARLIER,
    version: '4.2.0',
    software: 'somethingelse',
    keepsKeys: false,
  },
  'a server that tells no version': {
    ...EARLIER,
    version: undefined,
    software: undefined,
    keepsKeys: false,
  },
} satisfies Record<string, Dialect>;
