/** What the local servers need of a log; pino's fits. */
export interface Log {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
