/**
 * From a node and a unit to the next node: a hash table over plain arrays. A Map wants one number as its key, and one
 * that holds both is too large to be quick.
 */
export class Edges {
  private nodes = new Int32Array(1024).fill(FREE);
  private units = new Uint16Array(1024);
  private nexts = new Int32Array(1024);
  private count = 0;

  /** 0 where nothing leads on. */
  get(node: number, unit: number): number {
    const mask = this.nodes.length - 1;
    for (let at = hash(node, unit) & mask; this.nodes[at] !== FREE; at = (at + 1) & mask) {
      if (this.nodes[at] === node && this.units[at] === unit) return this.nexts[at] ?? 0;
    }
    return 0;
  }

  set(node: number, unit: number, next: number): void {
    if (this.count * 2 >= this.nodes.length) this.grow();
    const mask = this.nodes.length - 1;
    let at = hash(node, unit) & mask;
    while (this.nodes[at] !== FREE) at = (at + 1) & mask;
    this.nodes[at] = node;
    this.units[at] = unit;
    this.nexts[at] = next;
    this.count += 1;
  }

  private grow(): void {
    const [nodes, units, nexts] = [this.nodes, this.units, this.nexts];
    const room = nodes.length * 2;
    this.nodes = new Int32Array(room).fill(FREE);
    this.units = new Uint16Array(room);
    this.nexts = new Int32Array(room);
    this.count = 0;
    nodes.forEach((node, at) => {
      if (node !== FREE) this.set(node, units[at] ?? 0, nexts[at] ?? 0);
    });
  }
}

const FREE = -1;

function hash(node: number, unit: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
