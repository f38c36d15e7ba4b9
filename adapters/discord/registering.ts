import { z } from 'zod';
import type { Command } from '../../commands/kit/command.ts';
import { KnownError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { toChanges, toRegistration } from './register.ts';
import { createWeb, type Failure } from './web.ts';

const application = z.object({ id: z.string().min(1) });

/**
 * Registers every command at once, everywhere or in one server, and says what changed.
 * @throws KnownError 'unavailable' when Discord does not take it.
 */
export async function registerCommands(options: {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly guild: string | undefined;
  readonly commands: readonly Command[];
  readonly log: Log;
  readonly wait: (ms: number) => Promise<void>;
}): Promise<string> {
  const { guild } = options;
  const web = createWeb({
    ...options,
    clock: () => Date.now(),
    random: Math.random,
    onRefused: () => undefined,
  });
  const me = await web.call('GET', '/applications/@me');
  if (!me.ok) throw refused(me);
  const { id } = application.parse(me.body);
  const where = guild === undefined ? '' : `/guilds/${guild}`;
  const path = `/applications/${id}${where}/commands`;
  const before = await web.call('GET', `${path}?with_localizations=true`);
  const body = toRegistration(options.commands);
  const registered = await web.call('PUT', path, { body });
  if (!registered.ok) throw refused(registered, guild);
  const known = before.ok && Array.isArray(before.body) ? before.body : [];
  const place = guild === undefined ? 'everywhere' : `in the server ${guild}`;
  return `Registered ${body.length} commands ${place}. ${inWords(toChanges(known, body))}`;
}

function inWords(changes: Readonly<Record<string, readonly string[]>>): string {
  const parts = Object.entries(changes)
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what}: ${names.join(', ')}`);
  return parts.length === 0 ? 'Nothing changed.' : `${parts.join('; ')}.`;
}

function refused({ status, code }: Failure, guild?: string): KnownError {
  if (status === 401) {
    return new KnownError(
      'unavailable',
      'Discord did not take DISCORD_TOKEN. Copy a new one from the Bot page of the application at https://discord.com/developers/applications.',
    );
  }
  if (code === 50001 && guild !== undefined) {
    return new KnownError(
      'unavailable',
      `Praxis is not in the server ${guild}, or was added without the scope applications.commands. Add it again with the link in docs/discord.md.`,
    );
  }
  return new KnownError('unavailable', `Discord did not take the commands (${code || status}).`);
}
