import type { Place } from '../../src/members.ts';
import type { Member } from '../../src/model.ts';

/** Who speaks, and in which channel; undefined until it is known. */
export interface Standing {
  readonly who?: Member;
  readonly where?: Place['channel'];
}
