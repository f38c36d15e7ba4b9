import type { Adopted, Place } from '../../src/members.ts';

/** Who speaks, in which channel, and in the thread of which card; undefined until it is known. */
export interface Standing {
  readonly who?: Adopted;
  readonly where?: Place['channel'];
  readonly thread?: string;
}
