/** How crises are named where messages, alarms and entries are about them. */
import { type Subject, subjectOf } from '../../kit/subject.ts';

export const subjectOfCrisis = (id: number): Subject => subjectOf('crisis', id);
