import type { Command } from '../../commands/kit/command.ts';
import { groupsOf } from '../../commands/kit/groups.ts';
import { usageOf } from '../../commands/kit/usage.ts';
import { cut } from '../../src/text.ts';

/** The command under which all others can be typed, whatever other apps have taken. */
const root = 'praxis';

/** Where Slack's deliveries come in. */
export const eventsPath = '/slack/events';

/** Where Slack sends the browser back to. */
export const callbackPath = '/slack/oauth/callback';

/** Slack's own, which no app can have: https://slack.com/help/articles/201259356 */
const reserved = new Set(
  'archive away call collapse dm dnd expand feed feedback help invite invite_people join keys leave me msg mute open part people prefs remind remove rename search shortcuts shrug star status topic unarchive who'.split(
    ' ',
  ),
);

/** How a command's first word is typed after the slash: `/ask`, `/search-praxis`. */
export function slashName(word: string, prefix: string): string {
  return `/${prefix}${reserved.has(word) && prefix === '' ? `${word}-${root}` : word}`;
}

/** What was typed, as a line for the parser: `/praxis ask x` and `/ask x` are `ask x`. */
export function lineOf(
  commands: readonly Command[],
  typed: { readonly command: string; readonly text: string },
  prefix: string,
): string {
  const name = typed.command.toLowerCase();
  const word = firstWords(commands).find((known) => slashName(known, prefix) === name);
  if (word) return `${word} ${typed.text}`;
  return name === `/${root}` || name === `/${prefix}${root}`
    ? typed.text
    : `${typed.command.slice(1)} ${typed.text}`;
}

/** Every first word that can be typed, in help order. */
export function firstWords(commands: readonly Command[]): readonly string[] {
  return groupsOf(commands).map(({ word }) => word);
}

/** https://docs.slack.dev/reference/app-manifest: name, command and hint lengths. */
const longest = { description: 2_000, hint: 1_000 };

/** What the app may do, and why; `docs/slack.md` says the same. */
export const scopes: Readonly<Record<string, string>> = {
  'app_mentions:read': 'hear `@Praxis …`',
  'channels:history':
    'find a card that was posted just before a crash; read a message that someone chose or ticked; hear channels that opted in',
  'channels:read': 'know the names of public channels, and that they are public',
  'chat:write': 'reply, post question cards and edit them',
  'chat:write.public': 'post in public channels without being invited to each',
  commands: 'slash commands, shortcuts and forms',
  'files:write': 'post the chart of a digest',
  'groups:history': 'the same as channels:history, in private channels it was invited to',
  'groups:read': 'know that a channel is private: what is written there stays there',
  'im:history': 'hear direct messages to the bot',
  'im:read': 'know that a direct message is private',
  'im:write':
    'reach a member whose reply could not be shown where they asked, or who used a shortcut',
  'mpim:read': 'know that a group message is private',
  'reactions:read': 'hear the tick by which whoever asked accepts an answer',
  'team:read': 'hear what the workspace is called when that changes',
  'usergroups:read': 'know curators by the group that they are in',
  'users:read': 'know members by name',
};

/**
 * The app's manifest, derived from the commands: https://docs.slack.dev/app-manifests. With the `url`
 * where Praxis is reached, workspaces and whole organisations can install the app there themselves, and
 * unless it `hasSocket`, Slack calls it there.
 */
export function toManifest(
  commands: readonly Command[],
  prefix = '',
  more: {
    readonly url?: string | undefined;
    readonly hasSocket?: boolean;
    readonly isRotating?: boolean;
  } = {},
) {
  const { url, isRotating = false } = more;
  const hasSocket = more.hasSocket ?? url === undefined;
  const calls = url === undefined || hasSocket ? undefined : new URL(eventsPath, url).href;
  const slash = groupsOf(commands).map(({ word, summary, commands: group }) => {
    const [first] = group;
    const hint = first && group.length === 1 ? usageOf(first).slice(word.length).trim() : '';
    const names = group.map(({ name }) => name.slice(word.length + 1)).join(' | ');
    return {
      command: slashName(word, prefix),
      description: cut(summary, longest.description),
      usage_hint: cut(group.length > 1 ? names : hint, longest.hint),
      should_escape: true,
    };
  });
  const rootCommand = {
    command: `/${prefix}${root}`,
    description: 'Every command of Praxis; /praxis help lists them',
    usage_hint: '<command> …',
    should_escape: true,
  };
  return {
    display_information: {
      name: 'Praxis',
      description: 'Ask the community, keep what worked, find who knows.',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Praxis', always_online: true },
      slash_commands: [rootCommand, ...slash].map(({ usage_hint, ...rest }) => ({
        ...rest,
        ...(usage_hint !== '' && { usage_hint }),
        ...(calls && { url: calls }),
      })),
      shortcuts: shortcutsOf(commands),
    },
    oauth_config: {
      ...(url !== undefined && { redirect_urls: [new URL(callbackPath, url).href] }),
      scopes: { bot: Object.keys(scopes).toSorted() },
    },
    settings: {
      event_subscriptions: {
        ...(calls && { request_url: calls }),
        bot_events: [
          'app_home_opened',
          'app_mention',
          'app_uninstalled',
          'channel_archive',
          'channel_deleted',
          'channel_rename',
          'channel_shared',
          'channel_unarchive',
          'channel_unshared',
          'group_archive',
          'group_deleted',
          'group_rename',
          'group_unarchive',
          'member_joined_channel',
          'message.channels',
          'message.groups',
          'message.im',
          'reaction_added',
          'reaction_removed',
          'team_join',
          'team_rename',
          'tokens_revoked',
          'user_change',
        ],
      },
      interactivity: {
        is_enabled: true,
        ...(calls && { request_url: calls, message_menu_options_url: calls }),
      },
      org_deploy_enabled: url !== undefined,
      socket_mode_enabled: hasSocket,
      token_rotation_enabled: isRotating,
    },
  };
}

/** Tells a shortcut that is everywhere from the same command's in the menu of a message. */
const everywhere = 'anywhere:';

/** The name of the command that a shortcut is for. */
export function shortcutName(callback: string): string {
  return callback.startsWith(everywhere) ? callback.slice(everywhere.length) : callback;
}

/** The menu that Slack has everywhere, and the one of a message. */
function shortcutsOf(commands: readonly Command[]) {
  return [
    ...commands.flatMap(({ name, summary, anywhere }) =>
      anywhere === undefined
        ? []
        : { name: anywhere, type: 'global', callback_id: everywhere + name, description: summary },
    ),
    ...commands.flatMap(({ name, summary, onMessage }) =>
      onMessage?.label === undefined
        ? []
        : { name: onMessage.label, type: 'message', callback_id: name, description: summary },
    ),
  ];
}
