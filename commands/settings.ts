import type { Core } from '../src/core.ts';
import type { Actor } from '../src/model.ts';
import { settingGroups } from '../src/settings.ts';
import { audit } from './audit.ts';
import type { Command } from './kit/command.ts';
import { command } from './kit/command.ts';
import { formFor } from './kit/form.ts';
import { show } from './kit/reply.ts';
import { memberArg, theMember } from './references.ts';
import { appoint, groupPage, resetSetting, setSetting } from './settings-values.ts';
import { settingsView } from './views/settings.ts';

const stewardForm = formFor(
  { summary: 'Who is told of what nobody answers', args: [memberArg] },
  { name: 'settings steward', args: {} },
  [],
);

/** What is set for a channel; `commands` tell why they listen. */
export function settingsOver(commands: () => readonly Command[]): readonly Command[] {
  const reasons = () => commands().flatMap(({ listens }) => listens?.why ?? []);
  const shown = async (actor: Actor, core: Core) => {
    const isListening = await core.channels.isListening(actor.channelId);
    const routing = await core.channels.routing(actor);
    const digest = await core.digests.schedules.ofChannel(actor);
    const unreachable = await core.channels.unreachable(actor);
    const set = { ...routing, digest, unreachable, mayChange: core.mayCurate(actor) };
    return show(settingsView(actor.channel, isListening, reasons(), set));
  };
  return [
    command({
      name: 'settings show',
      summary: 'What is set here, and how to change it',
      group: 'What is set here, and how to change it',
      audience: 'private',
      doors: 'all',
      args: [
        {
          name: 'about',
          kind: 'choice',
          choices: settingGroups,
          summary: 'one page of it; an overview unless said',
          required: false,
        },
      ],
      examples: ['settings show', 'settings show limits'],
      phrases: [
        { like: 'settings', pattern: /^settings\W*$/i },
        {
          like: 'settings limits',
          pattern: new RegExp(`^settings\\s+(${settingGroups.join('|')})\\W*$`, 'i'),
        },
      ],
      run: async ({ actor, args }, core) =>
        args.about ? show(await groupPage(core, actor, args.about)) : shown(actor, core),
    }),
    setSetting,
    resetSetting,
    appoint,
    audit,
    command({
      name: 'settings listen',
      summary: 'Let me hear the messages of this channel, or stop it; for curators',
      forRole: 'curator',
      audience: 'private',
      doors: 'all',
      args: [
        {
          name: 'state',
          kind: 'choice',
          choices: ['on', 'off'],
          summary: 'on or off; off unless a curator says on',
          required: true,
        },
      ],
      examples: ['settings listen on'],
      async run({ actor, args }, core) {
        await core.channels.setListening(actor, args.state === 'on');
        return shown(actor, core);
      },
    }),
    command({
      name: 'settings first-asked',
      summary: 'How many are asked by name about a question here at first; for curators',
      forRole: 'curator',
      audience: 'private',
      doors: 'all',
      args: [
        {
          name: 'people',
          kind: 'choice',
          choices: ['one', 'two'],
          summary: 'one, unless a curator says two',
          required: true,
        },
      ],
      examples: ['settings first-asked two'],
      async run({ actor, args }, core) {
        await core.channels.setFirstAsked(actor, args.people === 'two' ? 2 : 1);
        return shown(actor, core);
      },
    }),
    command({
      name: 'settings steward',
      summary: 'Who is told of questions that nobody here answers; for curators',
      forRole: 'curator',
      audience: 'private',
      doors: 'all',
      args: [
        { ...memberArg, required: false },
        { name: 'off', kind: 'flag', summary: 'nobody: the channel is told', required: false },
      ],
      examples: ['settings steward @greta', 'settings steward --off'],
      async run({ actor, args, door }, core) {
        if (args.member === undefined && !args.off) {
          return door === 'button' ? { kind: 'form', form: stewardForm } : shown(actor, core);
        }
        const member = args.off ? undefined : await theMember(core, actor, args.member ?? '');
        await core.channels.setSteward(actor, member);
        return shown(actor, core);
      },
    }),
  ];
}
