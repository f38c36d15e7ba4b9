import { isTyped, type TypedArg } from '../../commands/kit/args.ts';
import type { Command } from '../../commands/kit/command.ts';
import { type Group, groupsOf } from '../../commands/kit/groups.ts';
import { unreachable } from '../../src/errors.ts';
import { limits } from './limits.ts';
import { localisations } from './localising.ts';
import { permissions } from './permissions.ts';
import { plain } from './text.ts';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const kinds = { typed: 1, user: 2, message: 3 } as const;
const options = { sub: 1, text: 3, number: 4, flag: 5, user: 6 } as const;
/** In a server, and in direct messages with the bot. */
const everywhere = [0, 1];
const inGuild = [0];

/** The entry of a member's menu, and the command that it stands for. */
export const userMenu = { label: 'Expertise', command: 'expertise list', arg: 'member' } as const;

export interface Registered {
  readonly name: string;
  readonly type: number;
  readonly description?: string;
  readonly options?: readonly object[];
  readonly contexts: readonly number[];
  readonly [more: string]: unknown;
}

/** Every command as Discord registers it: the typed ones, and the menus of messages and members. */
export function toRegistration(commands: readonly Command[]): readonly Registered[] {
  const groups = groupsOf(commands);
  const labels = commands.flatMap(({ onMessage }) => onMessage?.label ?? []);
  const hasUserMenu = commands.some(({ name }) => name === userMenu.command);
  return [
    ...groups.map(toCommand),
    ...labels.map((name) => ({ name, type: kinds.message, contexts: inGuild })),
    ...(hasUserMenu ? [{ name: userMenu.label, type: kinds.user, contexts: inGuild }] : []),
  ];
}

/** A command of one word, or a group of which each command is a subcommand. */
function toCommand({ word, summary, commands }: Group): Registered {
  const alone = commands.find(({ name }) => name === word);
  const isOfChannels = commands.some((one) => one.happensIn);
  const common = {
    name: word,
    type: kinds.typed,
    contexts: isOfChannels ? inGuild : everywhere,
    // Nobody else is offered it, unless the server's Integrations say so.
    ...(commands.every(({ forRole }) => forRole) && {
      default_member_permissions: Number(permissions.manageGuild),
    }),
  };
  if (alone)
    return { ...common, ...worded(alone), options: alone.args.filter(isTyped).map(toOption) };
  return {
    ...common,
    description: plain(summary, limits.commandDescription),
    ...localisations(commands[0]?.localised, { description: 'group' }),
    options: commands.map((command) => ({
      type: options.sub,
      name: command.name.slice(word.length + 1),
      ...worded(command),
      options: command.args.filter(isTyped).map(toOption),
    })),
  };
}

function worded({ summary, localised }: Pick<Command, 'summary' | 'localised'>) {
  return {
    description: plain(summary, limits.commandDescription),
    ...localisations(localised, { name: 'name', description: 'summary' }),
  };
}

/**
 * An option for the argument. Longer prose is never required: left out, it is asked for in a form,
 * where it has lines. What a thread says by itself is not required either.
 */
function toOption(arg: TypedArg): object {
  const common = {
    name: arg.name,
    ...worded(arg),
    required: arg.required && arg.kind !== 'text' && arg.here === undefined,
  };
  const suggested = arg.suggest && { autocomplete: true };
  switch (arg.kind) {
    case 'line':
    case 'text':
      return {
        type: options.text,
        ...common,
        max_length: Math.min(arg.max, limits.optionText),
        ...suggested,
      };
    case 'words':
    case 'reference':
      return { type: options.text, ...common, ...suggested };
    case 'number':
      return { type: options.number, ...common, min_value: arg.min, max_value: arg.max };
    case 'choice': {
      const choices = arg.choices.slice(0, limits.choices);
      return {
        type: options.text,
        ...common,
        choices: choices.map((name) => ({ name, value: name })),
      };
    }
    case 'flag':
      return { type: options.flag, ...common };
    case 'person':
      return { type: options.user, ...common };
    default:
      return unreachable(arg);
  }
}

/** What changes for Discord when `wanted` replaces what is `registered` there. */
export function toChanges(registered: readonly unknown[], wanted: readonly Registered[]) {
  const before = new Map(registered.map((one) => [keyOf(one), one]));
  const names = new Set(wanted.map(keyOf));
  return {
    added: wanted.filter((one) => !before.has(keyOf(one))).map(({ name }) => name),
    changed: wanted.filter((one) => isOther(before.get(keyOf(one)), one)).map(({ name }) => name),
    removed: registered.filter((one) => !names.has(keyOf(one))).map((one) => nameOf(one)),
  };
}

const nameOf = (one: unknown) => String((one as { readonly name?: unknown }).name);
const keyOf = (one: unknown) => `${(one as { readonly type?: unknown }).type ?? 1} ${nameOf(one)}`;

/** Whether Discord has something else: of its own fields only those are looked at that we send. */
function isOther(before: unknown, wanted: unknown): boolean {
  if (before === undefined) return false;
  return !contains(before, wanted);
}

function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    const list = Array.isArray(whole) ? whole : [];
    return list.length === part.length && part.every((one, i) => contains(list[i], one));
  }
  // Permissions are taken as numbers, and given as text.
  if (typeof part === 'number') return Number(whole) === part;
  if (typeof part !== 'object' || part === null) return (whole ?? empty(part)) === part;
  const object = (whole ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(part).every(([name, value]) => contains(object[name], value));
}

/** Discord leaves out what is false. */
const empty = (part: unknown) => (part === false ? false : undefined);
