/** What can go wrong with a request. */
import type { Fault as CommonFault } from '../faults.ts';

export interface Fault extends CommonFault {
  /** Of an upload: the connection breaks when so many bytes of this request have come. */
  breakAfter?: number;
}
