import { KnownError } from './errors.ts';
import type { Actor } from './model.ts';
import { isAllowed } from './rights.ts';
import { indexStale } from './search/documents.ts';
import { allowedOf, readSetting, saidSetting, writtenSetting } from './setting-kinds.ts';
import {
  type Setting,
  type SettingGroup,
  type SettingKey,
  type Settings,
  settingKeys,
  settings,
  settingsOf,
} from './settings.ts';
import type { SettingOwner } from './store/settings.ts';
import { act, type World } from './world.ts';

/** Where the actor stands a setting holds: everywhere in its scope, or in this channel alone. */
export type SettingReach = 'everywhere' | 'here';

/** A setting as it stands where the actor stands, in words. */
export interface SettingState {
  readonly key: SettingKey;
  readonly sentence: string;
  readonly now: string;
  readonly usual: string;
  /** What it can be. */
  readonly allowed: string;
  /** The other values, where there are few to choose from. */
  readonly others: readonly string[];
  readonly isSet: boolean;
  /** The channel set it for itself. */
  readonly isHere: boolean;
  readonly maySetHere: boolean;
  readonly mayChange: boolean;
}

/** What a community decides for itself, and who may change it. */
export function createSettings(world: World) {
  const { store } = world;

  const change = async (
    actor: Actor,
    key: SettingKey,
    text: string | undefined,
    reach: SettingReach,
  ): Promise<Settings> => {
    const after = await act(world, actor, async (tables, now) => {
      mayChange(actor, key);
      const owner = ownerOf(actor, key, reach);
      const { is, usual }: Setting = settings[key];
      const read = text === undefined ? { value: usual } : readSetting(is, text);
      if ('problem' in read) throw new KnownError('invalid', read.problem);
      const value = writtenSetting(is, read.value);
      if (key === 'language') {
        await tables.searchSettings.save(actor.communityId, { language: value });
      } else if (text === undefined) await tables.settings.reset(owner, key);
      else await tables.settings.set(owner, key, value, { memberId: actor.memberId, at: now });
      const values = await settingsOf(tables, actor);
      mustFit(values);
      const what =
        text === undefined ? `reset ${key}` : `set ${key} to ${saidSetting(is, read.value)}`;
      const subject = subjectOf(owner, actor);
      const entry = { act: what, subject, memberId: actor.memberId, at: now };
      await tables.audit.add(actor.communityId, entry);
      return values;
    });
    // Words are read by other rules: all that can be found is made anew.
    if (key === 'language') await indexStale(store);
    return after;
  };

  return {
    /** What holds where the actor stands. */
    of: (actor: Pick<Actor, 'communityId' | 'channelId'>): Promise<Settings> =>
      settingsOf(store, actor),

    /** A page of settings as they stand where the actor stands. */
    async page(actor: Actor, group: SettingGroup): Promise<SettingState[]> {
      const values = await settingsOf(store, actor);
      const { channel, wider } = await store.settings.at(actor.communityId, actor.channelId);
      return settingKeys.flatMap((key) => {
        const { is, usual, sentence, scope, group: own }: Setting = settings[key];
        if (own !== group) return [];
        const others = is.kind === 'flag' ? ['on', 'off'] : is.kind === 'choice' ? is.choices : [];
        const now = writtenSetting(is, values[key]);
        const state = {
          key,
          sentence,
          now: saidSetting(is, values[key]),
          usual: saidSetting(is, usual),
          allowed: allowedOf(is),
          others: others.filter((other) => other !== now),
          isHere: channel.has(key),
          isSet: channel.has(key) || wider.has(key) || (key === 'language' && now !== usual),
          maySetHere: scope === 'channel',
          mayChange: maySet(actor, key),
        };
        return [state];
      });
    },

    /**
     * Changes a setting; every change is audited. Gives all that holds now.
     * @throws KnownError 'forbidden' for who may not; 'invalid' saying what may be said.
     */
    set: (actor: Actor, key: SettingKey, text: string, reach: SettingReach): Promise<Settings> =>
      change(actor, key, text, reach),

    /** As usual again. @throws KnownError 'forbidden' for who may not. */
    reset: (actor: Actor, key: SettingKey, reach: SettingReach): Promise<Settings> =>
      change(actor, key, undefined, reach),
  };
}

function maySet(actor: Actor, key: SettingKey): boolean {
  const { setBy }: Setting = settings[key];
  return isAllowed(
    actor,
    setBy === 'curator' ? 'change curated setting' : 'change administered setting',
  );
}

function mayChange(actor: Actor, key: SettingKey): void {
  if (maySet(actor, key)) return;
  const who =
    settings[key].setBy === 'admin'
      ? 'who administers this workspace'
      : 'a curator, or who administers this workspace,';
  throw new KnownError('forbidden', `Only ${who} can change ${key}. Ask one of them.`);
}

function ownerOf(actor: Actor, key: SettingKey, reach: SettingReach): SettingOwner {
  const { communityId, channel } = actor;
  const { scope }: Setting = settings[key];
  if (reach === 'here' && scope !== 'channel') {
    throw new KnownError(
      'invalid',
      `${key} holds everywhere, not in one channel. Leave --here out.`,
    );
  }
  return {
    communityId,
    workspaceId: scope === 'workspace' ? channel.workspaceId : null,
    channelId: reach === 'here' ? channel.id : null,
  };
}

function subjectOf({ channelId, workspaceId }: SettingOwner, { channel }: Actor): string {
  if (channelId !== null) return `in #${channel.name}`;
  return workspaceId === null ? 'everywhere' : 'in this workspace';
}

/** @throws KnownError 'invalid' where two settings contradict each other. */
function mustFit(values: Settings): void {
  if (values['ask-from'] === values['ask-until']) {
    throw new KnownError('invalid', 'ask-from and ask-until must differ.');
  }
}
