import { z } from 'zod';
import type { Command } from '../../commands/kit/command.ts';
import { clockFinding, type Examine, type Finding, few, type Used } from '../../src/findings.ts';
import { createAllowed } from './allowed.ts';
import type { Directory } from './directory.ts';
import type { Privileges } from './gateway.ts';
import type { Guilds } from './guilds.ts';
import { toChanges, toRegistration } from './register.ts';
import type { Web } from './web.ts';

const registered = z.array(z.unknown());
const application = z.object({ flags: z.number().default(0) });

/** https://docs.discord.com/developers/resources/application#application-object-application-flags */
const granted = { members: (1 << 14) | (1 << 15), messageContent: (1 << 18) | (1 << 19) } as const;

const botPage = 'the Bot page of the application at https://discord.com/developers/applications';
const runner = 'Whoever runs Praxis can';

/** Looks into a guild: permissions, intents, commands, the connection, the clock. */
export function createExamine(options: {
  readonly web: Web;
  readonly guilds: Guilds;
  readonly directory: Directory;
  readonly privileges: Privileges;
  readonly curatorRole: string | undefined;
  readonly commands: () => readonly Command[];
  readonly self: () => string;
  readonly application: () => string;
  readonly trouble: () => Promise<string | undefined>;
  readonly malformed: () => number;
}): Examine {
  const { web, guilds, privileges } = options;
  const allowed = createAllowed(options);

  async function connection(): Promise<Finding> {
    const where = 'the connection to Discord';
    const trouble = await options.trouble();
    if (trouble !== undefined) {
      const remedy = `${runner} see in its log since when, and at https://discordstatus.com whether it is Discord's.`;
      return { state: 'broken', where, sentence: `It does not work just now: ${trouble}.`, remedy };
    }
    const count = options.malformed();
    if (count === 0) return { state: 'well', where, sentence: 'It works.' };
    const sentence = `${count} of Discord's messages could not be read since Praxis was started.`;
    return { state: 'lacking', where, sentence, remedy: `${runner} update it.` };
  }

  async function intents(used: readonly Used[]): Promise<readonly Finding[]> {
    const answer = await web.call('GET', '/applications/@me');
    const flags = application.safeParse(answer.ok ? answer.body : undefined).data?.flags;
    const found: Finding[] = [];
    for (const [name, label, key] of [
      ['messageContent', 'Message Content Intent', 'DISCORD_MESSAGE_CONTENT'],
      ['members', 'Server Members Intent', 'DISCORD_MEMBERS'],
    ] as const) {
      if (flags === undefined) continue;
      const isGranted = (flags & granted[name]) !== 0;
      if (privileges[name] && !isGranted) {
        const sentence = 'It was switched off: the next connection to Discord will fail.';
        const remedy = `${runner} switch it on on ${botPage}, or leave \`${key}\` out.`;
        found.push({ state: 'broken', where: label, sentence, remedy });
      } else if (isGranted && !privileges[name]) {
        const sentence = 'Discord grants it, and Praxis does not use it.';
        const remedy = `${runner} set \`${key}=yes\`, or switch it off on ${botPage}.`;
        found.push({ state: 'lacking', where: label, sentence, remedy });
      }
    }
    const deaf = used.filter(({ listening }) => listening).map(({ name }) => `#${name}`);
    if (deaf.length > 0 && !privileges.messageContent) {
      const sentence = 'I am to listen there, but Discord does not tell me what is said.';
      const remedy = `${runner} switch Message Content Intent on on ${botPage} and set \`DISCORD_MESSAGE_CONTENT=yes\`; or type \`settings listen off\` there.`;
      found.push({ state: 'broken', where: few(deaf), sentence, remedy });
    }
    return found.length > 0
      ? found
      : [{ state: 'well', where: 'intents', sentence: 'They are as they should be.' }];
  }

  async function commands(guild: string): Promise<Finding> {
    const where = 'commands';
    const path = `/applications/${options.application()}`;
    const answers = await Promise.all(
      [`${path}/commands`, `${path}/guilds/${guild}/commands`].map((of) =>
        web.call('GET', `${of}?with_localizations=true`),
      ),
    );
    const known = answers.flatMap((answer) =>
      answer.ok ? (registered.safeParse(answer.body).data ?? []) : [],
    );
    const { added, changed } = toChanges(known, toRegistration(options.commands()));
    const remedy = `${runner} register them: \`praxis discord register\`, or \`DISCORD_REGISTER=global\`.`;
    if (known.length === 0) {
      return { state: 'broken', where, sentence: 'None are registered.', remedy };
    }
    if (added.length + changed.length === 0) {
      return { state: 'well', where, sentence: 'They are registered as they are.' };
    }
    const missing = added.length > 0 ? `Not registered: ${few(added)}.` : '';
    const older = changed.length > 0 ? `Registered as they were earlier: ${few(changed)}.` : '';
    const sentence = [missing, older].filter((one) => one !== '').join(' ');
    return { state: added.length > 0 ? 'broken' : 'lacking', where, sentence, remedy };
  }

  function roles(guild: string): readonly Finding[] {
    const { curatorRole } = options;
    const known = guilds.guild(guild)?.roles;
    if (curatorRole === undefined || !known) return [];
    const isThere = [...known.values()].some((role) => [role.id, role.name].includes(curatorRole));
    if (isThere) return [];
    return [
      {
        state: 'lacking',
        where: 'curators',
        sentence: `No role here is called \`${curatorRole}\`, so nobody is a curator by it.`,
        remedy: `Whoever manages the server can make that role. ${runner} name another with \`DISCORD_CURATOR_ROLE\`.`,
      },
    ];
  }

  return async ({ externalId: guild }, used) => {
    const found = await Promise.all([
      connection(),
      intents(used),
      commands(guild),
      allowed(guild, used),
    ]);
    const ahead = web.clockAhead();
    const clock = ahead === undefined ? [] : [clockFinding(ahead, "Discord's")];
    return [...found.flat(), ...roles(guild), ...clock];
  };
}
