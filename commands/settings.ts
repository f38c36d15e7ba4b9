import type { Command } from './kit/command.ts';
import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { settingsView } from './views/settings.ts';

/** What is set for a channel; `commands` tell why they listen. */
export function settingsOver(commands: () => readonly Command[]): readonly Command[] {
  const reasons = () => commands().flatMap(({ listens }) => listens?.why ?? []);
  return [
    command({
      name: 'settings show',
      summary: 'What is set for this channel',
      group: 'What is set for this channel',
      audience: 'private',
      doors: 'all',
      args: [],
      async run({ actor }, core) {
        const isListening = await core.channels.isListening(actor.channelId);
        return show(settingsView(actor.channel, isListening, reasons()));
      },
    }),
    command({
      name: 'settings listen',
      summary: 'Let me hear the messages of this channel, or stop it; for curators',
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
        return show(settingsView(actor.channel, args.state === 'on', reasons()));
      },
    }),
  ];
}
