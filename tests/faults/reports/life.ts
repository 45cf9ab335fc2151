/** What a process is told at its start, and what it tells when it has come to its end. */
export interface Life {
  environment: Record<string, string>;
  /** ms that its clock is ahead. */
  offset: number;
  /** The step at which it dies; 0: it lives. */
  killAt: number;
}

export interface Known {
  /** Pictures that each report that was made has. */
  reports: { audience: string; period: string; pictures: number }[];
  /** Neither a message nor a chart is still to come. */
  isQuiet: boolean;
}
