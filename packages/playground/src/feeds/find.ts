/** Finds the networks of the playground by their folder: a file there is one, and nothing else lists them. */
import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeFolder } from '@bellwether/local-server/files.ts';
import type { PlaygroundNetwork } from './network.ts';

/** By their `order`. Throws with every fault when a file does not hold what its name says. */
export async function findNetworks(
  folder: string = codeFolder('playground', 'src', 'networks'),
): Promise<PlaygroundNetwork[]> {
  const files = (await readdir(folder)).filter((file) => /\.(ts|js)$/.test(file)).sort();
  const read = await Promise.all(files.map((file) => readOne(folder, file)));
  const faults = read.filter((one) => typeof one === 'string');
  if (faults.length > 0) throw new Error(`Cannot load ${basename(folder)}/:\n${faults.join('\n')}`);
  return read
    .filter((one) => typeof one !== 'string')
    .sort((one, other) => one.order - other.order || one.name.localeCompare(other.name));
}

async function readOne(folder: string, file: string): Promise<PlaygroundNetwork | string> {
  const module: { network?: PlaygroundNetwork } = await import(pathToFileURL(join(folder, file)).href);
  const { network } = module;
  if (network === undefined) return `${file}: exports no \`network\`.`;
  if (network.name !== basename(file, extname(file)))
    return `${file}: holds "${network.name}", so it must be called so.`;
  if (typeof network.create !== 'function') return `${file}: it has no create().`;
  return Number.isFinite(network.order) ? network : `${file}: it does not say its order.`;
}
