/** How far back a list was read that was not read to its end, where nobody promises its order. */
export class ReadSoFar {
  /** As far as it was read. */
  isNewestFirst = true;
  private last = Number.POSITIVE_INFINITY;
  private newest = Number.NEGATIVE_INFINITY;
  oldest = Number.POSITIVE_INFINITY;

  /** Each entry in its turn. Epoch ms. */
  note(at: number): void {
    this.isNewestFirst &&= at <= this.last;
    this.last = at;
    this.newest = Math.max(this.newest, at);
    this.oldest = Math.min(this.oldest, at);
  }

  /** Before which instant (epoch ms) something written since then may have been left. Undefined: nothing of it was. */
  cutAt(since: number): number | undefined {
    if (!this.isNewestFirst) return Math.max(since, this.newest);
    return this.oldest < since ? undefined : this.oldest;
  }
}
