/** The networks that the contract suite loops over, each with a far side: `fixture.ts` in the folder of its tests. */
import { pathToFileURL } from 'node:url';
import { loadNetworks } from '../../src/networks/load.ts';
import type { Fixture } from '../networks/servers/far-side.ts';

export const fixtures: Fixture[] = await Promise.all([...(await loadNetworks()).keys()].map(fixtureOf));

async function fixtureOf(name: string): Promise<Fixture> {
  const file = new URL(`../networks/${name}/fixture.ts`, pathToFileURL(import.meta.filename));
  const { fixture } = (await import(file.href)) as { fixture: Fixture };
  return fixture;
}
