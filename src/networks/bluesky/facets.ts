/** Links, mentions and tags of a text, with the byte ranges that Bluesky wants. */
import type { Agent, AppBskyRichtextFacet } from '@atproto/api';
import { isXrpcError } from './errors.ts';

type Facet = AppBskyRichtextFacet.Main;

/**
 * Mentions are looked up; one that is nobody's handle stays plain text. A look-up that fails otherwise fails the whole,
 * since a post must not lose its mention to a bad moment.
 */
export async function facetsOf(agent: Agent, text: string): Promise<Facet[]> {
  const { RichText } = await import('@atproto/api');
  const rich = new RichText({ text });
  rich.detectFacetsWithoutResolution();
  const facets = await Promise.all((rich.facets ?? []).map((facet) => resolveMention(agent, facet)));
  return facets.filter((facet) => facet !== undefined);
}

async function resolveMention(agent: Agent, facet: Facet): Promise<Facet | undefined> {
  const handle = mentioned(facet);
  if (handle === undefined) return facet;
  try {
    const { data } = await agent.com.atproto.identity.resolveHandle({ handle });
    return { ...facet, features: [{ $type: MENTION, did: data.did }] };
  } catch (error) {
    if (isXrpcError(error) && error.status === 400) return undefined;
    throw error;
  }
}

const MENTION = 'app.bsky.richtext.facet#mention';

/** Before it is resolved, a mention carries the handle where the DID will be. */
function mentioned(facet: Facet): string | undefined {
  const feature = facet.features.find(({ $type }) => $type === MENTION);
  return feature && 'did' in feature && typeof feature.did === 'string' ? feature.did : undefined;
}
