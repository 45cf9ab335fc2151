/** One at a time, in the order of asking. */
export class Mutex {
  private readonly waiting: Waiter[] = [];
  private held = false;

  /**
   * Resolves when it is this caller's turn, with the function that ends the turn (calling it twice does nothing).
   * Rejects when the turn has not come after `patience` ms.
   */
  acquire(patience: number): Promise<() => void> {
    if (!this.held) {
      this.held = true;
      return Promise.resolve(this.turn());
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { begin: () => resolve(this.turn()), timer: setTimeout(giveUp, patience) };
      const waiting = this.waiting;
      function giveUp(): void {
        waiting.splice(waiting.indexOf(waiter), 1);
        reject(new Error(`Waited ${patience} ms for the turn before.`));
      }
      waiting.push(waiter);
    });
  }

  private turn(): () => void {
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.next();
    };
  }

  private next(): void {
    const waiter = this.waiting.shift();
    this.held = waiter !== undefined;
    if (!waiter) return;
    clearTimeout(waiter.timer);
    waiter.begin();
  }
}

interface Waiter {
  begin: () => void;
  timer: NodeJS.Timeout;
}
