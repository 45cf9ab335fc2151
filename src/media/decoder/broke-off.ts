type Why = 'start' | 'crash' | 'time' | 'memory';

/** The process that decodes did not come to an end with a picture. */
export class BrokeOff extends Error {
  /**
   * `start`: the system gives no process, whatever the picture. `crash`: it ended by itself, or something ended it. `time`,
   * `memory`: it was ended, as it took more than it may.
   */
  readonly why: Why;

  constructor(why: Why, detail: string) {
    super(`Decoding a picture broke off (${why}): ${detail}`);
    this.name = 'BrokeOff';
    this.why = why;
  }
}
