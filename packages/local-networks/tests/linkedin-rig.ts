/** Plain requests to the local LinkedIn, as whoever has that token. */
import type { LocalLinkedIn } from '../src/linkedin/index.ts';

export interface Answer {
  status: number;
  id: string | null;
  body: Record<string, unknown>;
}

export async function askLinkedIn(
  { url }: Pick<LocalLinkedIn, 'url'>,
  token: string,
  [method, path]: [method: string, path: string],
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'linkedin-version': '202609',
      'x-restli-protocol-version': '2.0.0',
      'content-type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    id: response.headers.get('x-restli-id'),
    body: text ? JSON.parse(text) : {},
  };
}

/** What a post must have. */
export function postOf(author: string, commentary: string, more: object = {}): Record<string, unknown> {
  return {
    ...{ author, commentary, visibility: 'PUBLIC', lifecycleState: 'PUBLISHED' },
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    isReshareDisabledByAuthor: false,
    ...more,
  };
}
