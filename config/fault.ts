/** What is wrong with the configuration: every fault at once, each with its place, reason and remedy. */
import { type Finding, Refusal } from '../src/kit/finding.ts';
import { t } from '../src/kit/t.ts';

export interface Fault extends Finding {
  /** In the team file, counted from 1. */
  line?: number;
  /** A target that the file does not hold: no fault where somebody may connect one of that name. */
  awaits?: string;
  /** What is named so is a rule's: without that target it would hold for no post. */
  restricts?: true;
}

/** Stops the start. `lines` is what a person reads; there is nothing for them in the stack. */
export class ConfigurationFault extends Refusal {
  /** `The environment`, or the team file's name. */
  readonly origin: string;
  readonly faults: Fault[];

  constructor(origin: string, faults: Fault[]) {
    super(faults);
    this.name = 'ConfigurationFault';
    this.origin = origin;
    this.faults = faults;
  }

  lines(): string[] {
    const heading = t('{origin} has {count, plural, one {# fault} other {# faults}}:', {
      origin: this.origin,
      count: this.faults.length,
    });
    return [heading, ...this.faults.map((fault) => `  ${faultLine(fault)}`)];
  }
}

/** `line 12, targets.bluesky.pasword: There is no such key here. Did you mean password?` */
export function faultLine(fault: Fault): string {
  const place = [fault.line === undefined ? '' : t('line {line}', { line: String(fault.line) }), fault.field];
  return `${place.filter((part) => part !== '').join(', ')}: ${fault.message} ${fault.remedy}`.trimEnd();
}
