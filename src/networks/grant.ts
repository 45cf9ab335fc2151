/** That a person lets us act for them on a network: what is asked of them once, and what comes of it. */

/** What a network asks a person for; data alone, the engine is oauth.ts. */
export interface Consent {
  client: { id: string; secret: string };
  /** How the app proves who it is: its secret in the header (`basic`), or in the form; `form` unless told. */
  authentication?: 'basic' | 'form';
  /** What the app's id is called where it is not `client_id`; the secret stands in the form then. */
  clientField?: 'client_key';
  /** Whether a code is taken only from whoever asked for it (PKCE, S256; RFC 7636). */
  proof?: boolean;
  /** Where the person is asked. */
  authorizationUrl: string;
  /** Where a code, or a refresh token, becomes a token. */
  tokenUrl: string;
  /** What is asked for, each with what it is for, in words. All of them are needed. */
  scopes: { name: string; reason: string }[];
  /** What it says of a refresh token that is over, where it is not `invalid_grant` (RFC 6749, 5.2). */
  refusal?: { error: string; words: RegExp };
  /** Between the scopes where they are asked for; a blank unless told. */
  scopeSeparator?: ',';
  /** What the person's address says besides. */
  parameters?: Record<string, string>;
  /** What each request for tokens bears besides. */
  headers?: Record<string, string>;
  /** What comes for a code is not what is kept: each exchanges the token of the one before. */
  exchanges?: TokenExchange[];
  /**
   * Every place has a token of its own, kept with it, which lasts for as long as the leave itself: the end of the person's
   * token ends nothing, and it is not renewed.
   */
  placesHaveTokens?: boolean;
  /** There is no refresh token: the token itself is renewed, while it is good. */
  renewal?: TokenExchange;
}

/** Asked by GET, as Meta has it. */
export interface TokenExchange {
  url: string;
  fields: Record<string, string>;
  /** Under which the token stands beside them. */
  tokenField: string;
}

export interface Tokens {
  access: string;
  /** Undefined: a person must be asked again when the other is over. */
  refresh?: string;
  /** Epoch ms. */
  accessEndsAt: number;
  /** No end of `access` is known; `accessEndsAt` is far away. */
  endless?: boolean;
  /** Undefined: no end is known. */
  refreshEndsAt?: number;
  /** Epoch ms: from then on it is renewed when it is used, though it is still good. Undefined: shortly before its end. */
  renewFrom?: number;
  /** As the network says; undefined: it did not, which means what was asked for (RFC 6749, 5.1). */
  scopes?: string[];
}

/** Of one account. */
export interface Grant {
  /** One that is in force, renewed where that is needed. Throws `NetworkError`, `unauthorized` when a person must act. */
  token(): Promise<string>;
}

/** Whose leave it is. */
export interface Granter {
  /** The network's own id, the same at every consent. */
  id: string;
  name: string;
}
