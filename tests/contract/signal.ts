/** A promise that a test keeps itself: `reach` it in one place, await `reached` in another. */
export interface Signal<T = void> {
  reached: Promise<T>;
  reach(value: T): void;
}

export function signal<T = void>(): Signal<T> {
  let reach: (value: T) => void = () => {};
  const reached = new Promise<T>((resolve) => {
    reach = resolve;
  });
  return { reached, reach };
}

/** Collects values; `next(n)` resolves when n are there. */
export function collector<T>() {
  const values: T[] = [];
  const waiting: { count: number; done: (values: T[]) => void }[] = [];
  return {
    values,
    push(value: T): void {
      values.push(value);
      for (const waiter of waiting) if (values.length >= waiter.count) waiter.done([...values]);
    },
    reach(count: number): Promise<T[]> {
      if (values.length >= count) return Promise.resolve([...values]);
      return new Promise((done) => waiting.push({ count, done }));
    },
  };
}
