import { z } from 'zod';
import type { Heard, Origin, Said, Who } from './heard.ts';
import { id } from './id.ts';
import { flags } from './limits.ts';
import { readValues, submitted } from './submission.ts';

/** https://docs.discord.com/developers/resources/user#user-object */
export const user = z.object({
  id,
  username: z.string().default(''),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

/** https://docs.discord.com/developers/resources/guild#guild-member-object */
export const member = z.object({
  user: user.optional(),
  nick: z.string().nullish(),
  roles: z.array(id).default([]),
  permissions: z.string().optional(),
});

type User = z.infer<typeof user>;
type Member = z.infer<typeof member>;

/** A person as others see them here. */
export function toWho(person: User, as: Member | undefined): Who {
  return {
    id: person.id,
    name: nameOf(person, as),
    roles: as?.roles ?? [],
    ...(as?.permissions !== undefined && { permissions: as.permissions }),
  };
}

function nameOf(person: User, as: Member | undefined): string {
  return as?.nick || person.global_name || person.username || person.id;
}

const message = z.object({
  id,
  channel_id: id.optional(),
  content: z.string().default(''),
  flags: z.number().default(0),
  author: user,
  attachments: z.array(z.unknown()).default([]),
});

const resolved = z.object({
  users: z.record(z.string(), user).default({}),
  members: z.record(z.string(), member).default({}),
  messages: z.record(z.string(), message).default({}),
});

const plainOption = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});
const option = plainOption.extend({ options: z.array(plainOption).optional() });

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
const interaction = z.object({
  id,
  token: z.string().min(1),
  type: z.number(),
  guild_id: id.optional(),
  channel_id: id.optional(),
  channel: z
    .object({ id, name: z.string().nullish(), type: z.number(), parent_id: id.nullish() })
    .optional(),
  member: member.optional(),
  user: user.optional(),
  app_permissions: z.string().optional(),
  message: z.object({ id, flags: z.number().default(0) }).optional(),
  data: z.unknown().optional(),
});

const command = z.object({
  name: z.string(),
  type: z.number().default(1),
  options: z.array(option).default([]),
  resolved: resolved.optional(),
  target_id: id.optional(),
});
const pressed = z.object({ custom_id: z.string() });

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type */
const kinds = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/** What an interaction means; undefined when it means nothing to us. Never throws. */
export function readInteraction(body: unknown): Heard | undefined {
  const { data: read } = interaction.safeParse(body);
  const person = read?.member?.user ?? read?.user;
  const channel = read?.channel?.id ?? read?.channel_id;
  if (!read || !person || channel === undefined) return undefined;
  const { name, type, parent_id: parent } = read.channel ?? {};
  const origin: Origin = {
    user: toWho(person, read.member),
    ...(read.guild_id !== undefined && { guild: read.guild_id }),
    channel: {
      id: channel,
      ...(type !== undefined && { type, name: name ?? '', ...(parent && { parent }) }),
    },
    interaction: {
      id: read.id,
      token: read.token,
      ...(read.message && {
        message: {
          id: read.message.id,
          isEphemeral: (read.message.flags & flags.ephemeral) !== 0,
        },
      }),
      ...(read.app_permissions !== undefined && { permissions: read.app_permissions }),
    },
    names: {},
  };
  const delivery = `interaction:${read.id}`;
  switch (read.type) {
    case kinds.command:
      return readCommand(origin, delivery, read.data);
    case kinds.component: {
      const { data } = pressed.safeParse(read.data);
      return data && { ...origin, kind: 'press', delivery, id: data.custom_id };
    }
    case kinds.autocomplete:
      return readSuggestion(origin, read.data);
    case kinds.modal: {
      const { data } = submitted.safeParse(read.data);
      if (!data) return undefined;
      const names = namesIn(resolved.safeParse(data.resolved).data);
      const values = readValues(data.components);
      return { ...origin, names, kind: 'submission', delivery, id: data.custom_id, values };
    }
    default:
      return undefined;
  }
}

function readCommand(origin: Origin, delivery: string, body: unknown): Heard | undefined {
  const { data } = command.safeParse(body);
  if (!data) return undefined;
  const names = namesIn(data.resolved);
  if (data.type !== 1) {
    const target = data.target_id === undefined ? undefined : readTarget(origin, data);
    return target && { ...origin, names, kind: 'menu', delivery, name: data.name, target };
  }
  const { name, options } = named(data);
  const args = options.flatMap(({ name, type, value }) =>
    value === undefined ? [] : [[name, written(type, value)] as const],
  );
  return { ...origin, names, kind: 'command', delivery, name, args: Object.fromEntries(args) };
}

/** A subcommand is the second word of the name. */
function named({ name, options }: z.infer<typeof command>) {
  const [sub] = options;
  return sub?.type === 1
    ? { name: `${name} ${sub.name}`, options: sub.options ?? [] }
    : { name, options };
}

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
function written(type: number, value: string | number | boolean): string {
  if (type === 6) return `<@${value}>`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

function readTarget(origin: Origin, data: z.infer<typeof command>): Said | Who | undefined {
  const target = data.target_id ?? '';
  const person = data.resolved?.users[target];
  if (person) return toWho(person, data.resolved?.members[target]);
  const said = data.resolved?.messages[target];
  return (
    said && {
      id: said.id,
      channel: said.channel_id ?? origin.channel.id,
      author: {
        id: said.author.id,
        name: nameOf(said.author, data.resolved?.members[said.author.id]),
        isBot: said.author.bot ?? false,
      },
      text: said.content,
      files: said.attachments.length,
    }
  );
}

function readSuggestion(origin: Origin, body: unknown): Heard | undefined {
  const { data } = command.safeParse(body);
  if (!data) return undefined;
  const { name, options } = named(data);
  const focused = options.find((one) => one.focused);
  if (!focused) return undefined;
  const typed = String(focused.value ?? '');
  const others = options.filter((one) => one !== focused);
  const given = Object.fromEntries(
    others.flatMap((one) =>
      one.value === undefined ? [] : [[one.name, written(one.type, one.value)] as const],
    ),
  );
  return { ...origin, kind: 'suggestion', name, arg: focused.name, typed, given };
}

/** The names of the people that Discord describes beside what was said. */
function namesIn(found: z.infer<typeof resolved> | undefined): Origin['names'] {
  const people = Object.values(found?.users ?? {});
  return Object.fromEntries(
    people.map((person) => [person.id, nameOf(person, found?.members[person.id])]),
  );
}
