/**
 * PGlite's files, made for their owner alone. By itself it makes every file for all to write (0666): Emscripten's umask
 * does nothing, and it sets the mode anew after the system's has been taken off.
 */
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface NodeFiles {
  node_ops: {
    mknod(parent: unknown, name: string, mode: number, device: number): unknown;
    setattr(node: unknown, attributes: { mode?: number | null }): void;
  };
}

export class PrivateFiles extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS['init']>) {
    const made = await super.init(pglite, options);
    const preRun = [...(made.emscriptenOpts.preRun ?? []), close];
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun } };
  }
}

function close(postgres: { FS: { filesystems: unknown } }): void {
  const { NODEFS } = postgres.FS.filesystems as { NODEFS: NodeFiles };
  const { mknod, setattr } = NODEFS.node_ops;
  NODEFS.node_ops.mknod = (parent, name, mode, device) => mknod(parent, name, mode & ~OTHERS, device);
  NODEFS.node_ops.setattr = (node, attributes) =>
    setattr(node, attributes.mode ? { ...attributes, mode: attributes.mode & ~OTHERS } : attributes);
}

const OTHERS = 0o077;
