/** The process that decodes did not come to an end with a picture. */
export class BrokeOff extends Error {
  /** `crash`: it ended by itself, or something ended it. `time`, `memory`: it was ended, as it took more than it may. */
  readonly why: 'crash' | 'time' | 'memory';

  constructor(why: 'crash' | 'time' | 'memory', detail: string) {
    super(`Decoding a picture broke off (${why}): ${detail}`);
    this.name = 'BrokeOff';
    this.why = why;
  }
}
