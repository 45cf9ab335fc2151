/** Time as it is handed to the local servers: what they need of a clock, and of one that can be moved. */
export interface Clock {
  /** Milliseconds since 1970 (UTC). */
  now(): number;
}

export interface MovableClock extends Clock {
  /** Moves to an instant (epoch ms), not before now. What falls due on the way happens. */
  moveTo(instant: number): void;
}
