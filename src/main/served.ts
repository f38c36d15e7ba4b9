import type { Core } from '../core.ts';
import type { Log } from '../log.ts';
import type { World } from '../world.ts';
import type { Config } from './config.ts';

/** What a process that serves platforms is made of. */
export interface Serving {
  readonly config: Config;
  readonly world: World;
  /** The community that workspaces join. */
  readonly into: string | undefined;
  readonly newBytes: (count: number) => Uint8Array;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** What every platform is given. */
export interface Served extends Serving {
  readonly core: Core;
  readonly log: Log;
  readonly wait: (ms: number) => Promise<void>;
}
