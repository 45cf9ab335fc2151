/** How cases and sanctions are called as subjects of messages, alarms and the audit log. */
import { type Subject, subjectOf } from '../../kit/subject.ts';

export function subjectOfCase(id: number): Subject {
  return subjectOf('case', id);
}

export function subjectOfSanction(id: number): Subject {
  return subjectOf('sanction', id);
}
