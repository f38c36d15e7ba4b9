import type { Place } from '../../src/members.ts';
import type { Member } from '../../src/model.ts';

/** Who speaks, in which channel, and in the thread of which card; undefined until it is known. */
export interface Standing {
  readonly who?: Member;
  readonly where?: Place['channel'];
  readonly thread?: string;
}
