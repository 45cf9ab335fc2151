/** What Slack answers when it will not do a thing. */
import type { Json } from './json.ts';

/** Becomes `{ ok: false, error: code, ...details }` in the Web API's answer. */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly details: Json;

  constructor(code: string, details: Json = {}) {
    super(code);
    this.name = 'SlackRefusal';
    this.code = code;
    this.details = details;
  }
}

/** A refusal with `response_metadata.messages` in Slack's form: `[ERROR] what [json-pointer:/where]`. */
export function refusalWithMessages(code: string, faults: string[]): SlackRefusal {
  const messages = faults.map((fault) => `[ERROR] ${fault}`);
  const details: Json = { response_metadata: { messages } };
  if (code === 'invalid_blocks') details.errors = faults;
  return new SlackRefusal(code, details);
}
