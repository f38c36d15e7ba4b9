import type { Core } from '../src/core.ts';
import type { Actor } from '../src/model.ts';
import {
  isSettingKey,
  type SettingGroup,
  type SettingKey,
  settingKeys,
  settings,
} from '../src/settings.ts';
import { command, type Door } from './kit/command.ts';
import { type Reply, revise, show } from './kit/reply.ts';
import { say, strong } from './kit/text.ts';
import type { View } from './kit/view.ts';
import { memberArg, theMember } from './references.ts';
import { doneView } from './views/questions.ts';
import { settingGroupView } from './views/setting-groups.ts';

const longestLabel = 80;
const mostSuggested = 20;

const keyArg = {
  name: 'key',
  kind: 'reference',
  summary: 'a setting',
  example: 'questions-a-day',
  required: true,
  canonical: (text: string) => {
    const key = text.trim().toLowerCase();
    return isSettingKey(key) ? key : undefined;
  },
  suggest: async (_core: unknown, _reader: unknown, typed: string) =>
    settingKeys
      .filter((key) => key.includes(typed.trim().toLowerCase()))
      .slice(0, mostSuggested)
      .map((key) => ({
        value: key,
        label: [...`${key}: ${settings[key].sentence}`].slice(0, longestLabel).join(''),
      })),
} as const;

const hereArg = {
  name: 'here',
  kind: 'flag',
  summary: 'in this channel alone',
  required: false,
} as const;

/** `keyArg` reads nothing else. */
const keyOf = (text: string) => text as SettingKey;

/** A page of settings, for who stands there. */
export async function groupPage(core: Core, actor: Actor, group: SettingGroup): Promise<View> {
  const looking = group === 'roles' ? await core.roles.list(actor) : undefined;
  return settingGroupView(group, await core.settings.page(actor, group), actor.channel, looking);
}

async function changed(core: Core, actor: Actor, key: SettingKey, door: Door): Promise<Reply> {
  const { group, sentence } = settings[key];
  if (door === 'button' || door === 'form') return revise(await groupPage(core, actor, group));
  const states = await core.settings.page(actor, group);
  const now = states.find((state) => state.key === key)?.now ?? '';
  const more = { label: 'More settings', call: { name: 'settings show', args: { about: group } } };
  return show(doneView(say`${key} is now ${strong(now)}. ${sentence}`, [more]));
}

export const setSetting = command({
  name: 'settings set',
  summary: 'Change a setting; for curators and admins',
  forRole: 'curator',
  audience: 'private',
  doors: 'all',
  args: [
    keyArg,
    { name: 'value', kind: 'line', max: 200, summary: 'what it shall be', required: true },
    hereArg,
  ],
  examples: ['settings set questions-a-day 3', 'settings set experts-asked 1 --here'],
  async run({ actor, args, door }, core) {
    const key = keyOf(args.key);
    await core.settings.set(actor, key, args.value, args.here ? 'here' : 'everywhere');
    return changed(core, actor, key, door);
  },
});

export const resetSetting = command({
  name: 'settings reset',
  summary: 'Set a setting back to what is usual; for curators and admins',
  forRole: 'curator',
  audience: 'private',
  doors: 'all',
  args: [keyArg, hereArg],
  examples: ['settings reset questions-a-day'],
  async run({ actor, args, door }, core) {
    const key = keyOf(args.key);
    await core.settings.reset(actor, key, args.here ? 'here' : 'everywhere');
    return changed(core, actor, key, door);
  },
});

export const appoint = command({
  name: 'settings role',
  summary: 'Make someone a curator or an admin here, or a member again; for admins',
  forRole: 'admin',
  audience: 'private',
  doors: 'all',
  args: [
    memberArg,
    {
      name: 'role',
      kind: 'choice',
      choices: ['member', 'curator', 'admin'],
      summary: 'what they are from now on',
      required: true,
    },
  ],
  examples: ['settings role @greta curator'],
  async run({ actor, args }, core) {
    const member = await theMember(core, actor, args.member);
    await core.roles.appoint(actor, member, args.role);
    return show(doneView(say`@${member.handle} is ${strong(args.role)} here from now on.`));
  },
});
