/**
 * PGlite's program, nine megabytes that take as long to compile as all else takes to load: begun first, it is done on
 * other threads meanwhile.
 */
import { readFile } from 'node:fs/promises';

let program: Promise<WebAssembly.Module> | undefined;

/** A fault shows when it is used. */
export function compileAhead(): void {
  compiled().catch(() => {});
}

export function compiled(): Promise<WebAssembly.Module> {
  program ??= compile();
  return program;
}

async function compile(): Promise<WebAssembly.Module> {
  const file = new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite'));
  return engine.WebAssembly.compile(await readFile(file));
}

/** Node has it; its types tell of its shape alone. */
const engine = globalThis as unknown as {
  WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };
};
