import type { Adapter } from '../../adapters/adapter.ts';
import type { Examine } from '../findings.ts';
import type { Log } from '../log.ts';

/** Whoever asks waits for the answer. */
const longest = 8_000;

/** What each platform that is served says of its workspaces; one that does not answer keeps nobody waiting. */
export function examineWith(options: {
  readonly adapters: () => readonly Adapter[];
  readonly log: Log;
  readonly wait: (ms: number) => Promise<void>;
}): Examine {
  return async (workspace, channels) => {
    const adapter = options.adapters().find(({ platform }) => platform === workspace.platform);
    if (!adapter) return [];
    const silent = {
      state: 'broken',
      where: workspace.name,
      sentence: 'It could not be looked into: the platform does not answer.',
      remedy: 'Try again in a minute. If it stays so, whoever runs Praxis finds why in its log.',
    } as const;
    try {
      const late = options.wait(longest).then(() => [silent]);
      return await Promise.race([adapter.examine(workspace, channels), late]);
    } catch (error) {
      options.log.error({ event: 'not examined', platform: adapter.platform, err: error });
      return [silent];
    }
  };
}
