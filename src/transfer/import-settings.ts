import { readSetting, writtenSetting } from '../setting-kinds.ts';
import { type Setting, settings, settingsOf, travels } from '../settings.ts';
import type { EntryOf } from './entry.ts';
import { findChannels, placeKey, type Target } from './target.ts';
import { toMillis } from './times.ts';

/** What the community set for itself. What has been set here already stands; what no setting can be is skipped. */
export async function importSettings(
  target: Target,
  entries: readonly EntryOf<'setting'>[],
): Promise<void> {
  const { communityId, tally } = target;
  const places = entries.flatMap(({ channel }) => channel ?? []);
  const channels = await findChannels(
    target,
    places.map(({ id }) => id),
  );
  for (const { key, value, channel, setAt } of entries) {
    const skip = (reason: string) => tally.skip({ reason, where: key });
    const channelId = channel ? channels.get(placeKey(channel.workspace, channel.id)) : null;
    if (channelId === undefined) skip('a setting whose channel is not here');
    else if (!travels(key)) skip('a setting that is not known, or has to be set where it holds');
    else {
      const { is, scope }: Setting = settings[key];
      const read = readSetting(is, value);
      if ('problem' in read || (channelId !== null && scope !== 'channel')) {
        skip('a setting of a value that it cannot have');
        continue;
      }
      const owner = { communityId, workspaceId: null, channelId };
      const text = writtenSetting(is, read.value);
      const isNew = await target.settings.addFirst(owner, key, text, toMillis(setAt));
      const now = await settingsOf(target, { communityId });
      if (isNew && now['ask-from'] === now['ask-until']) {
        await target.settings.reset(owner, key);
        skip('a setting that contradicts another that is here');
      } else if (isNew) tally.added('setting', 1);
      else tally.known('setting', 1);
    }
  }
}
