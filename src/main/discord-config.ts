import { z } from 'zod';

const yesNo = z
  .enum(['yes', 'no'])
  .default('no')
  .transform((word) => word === 'yes');

/** `auto`, or the first and last of a number of shards: `0-3/16`. */
const shards = z
  .string()
  .regex(/^(auto|\d{1,4}-\d{1,4}\/\d{1,4})$/, 'must be auto, or like 0-3/16')
  .default('auto')
  .transform((text, context) => {
    if (text === 'auto') return 'auto' as const;
    const [first = 0, last = 0, total = 0] = text.split(/[-/]/).map(Number);
    if (first <= last && last < total) return { first, last, total };
    context.addIssue({ code: 'custom', message: 'must name shards below the number behind the /' });
    return z.NEVER;
  });

/** The settings that connect Discord. */
export const discordSettings = {
  DISCORD_TOKEN: z.string().min(1).optional(),
  DISCORD_API_URL: z.url().optional(),
  DISCORD_SHARDS: shards,
  DISCORD_MESSAGE_CONTENT: yesNo,
  DISCORD_MEMBERS: yesNo,
  DISCORD_CURATOR_ROLE: z.string().min(1).optional(),
  DISCORD_ARCHIVE_CLOSED: yesNo,
  DISCORD_REGISTER: z
    .string()
    .regex(/^(global|\d{1,20})$/, 'must be global, or the id of a server')
    .optional(),
};

/** What connects Discord. */
export interface DiscordConfig {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly shards: z.infer<typeof shards>;
  readonly privileges: { readonly messageContent: boolean; readonly members: boolean };
  readonly curatorRole: string | undefined;
  readonly archivesClosed: boolean;
  /** Where commands are registered at each start; undefined for nowhere. */
  readonly register: { readonly guild: string | undefined } | undefined;
}

/** Undefined while there is no token. */
export function discordOf(
  settings: z.infer<z.ZodObject<typeof discordSettings>>,
): DiscordConfig | undefined {
  const { DISCORD_TOKEN: token, DISCORD_REGISTER: where } = settings;
  if (token === undefined) return undefined;
  return {
    token: token.replace(/^Bot /, ''),
    apiUrl: settings.DISCORD_API_URL,
    shards: settings.DISCORD_SHARDS,
    privileges: {
      messageContent: settings.DISCORD_MESSAGE_CONTENT,
      members: settings.DISCORD_MEMBERS,
    },
    curatorRole: settings.DISCORD_CURATOR_ROLE,
    archivesClosed: settings.DISCORD_ARCHIVE_CLOSED,
    register: where === undefined ? undefined : { guild: where === 'global' ? undefined : where },
  };
}
