import { z } from 'zod';
import { type Finding, few, type Used } from '../../src/findings.ts';
import type { Directory } from './directory.ts';
import type { Guilds } from './guilds.ts';
import { isVital, missingIn, type Need } from './permissions.ts';
import type { Web } from './web.ts';

const me = z.object({ roles: z.array(z.string()).default([]) });

/** What we may do in the channels in which we are used: those that lack the same are one finding. */
export function createAllowed(options: {
  readonly web: Web;
  readonly guilds: Guilds;
  readonly directory: Directory;
  readonly self: () => string;
}) {
  const { web, guilds, directory } = options;

  return async (guild: string, used: readonly Used[]): Promise<readonly Finding[]> => {
    const answer = await web.call('GET', `/guilds/${guild}/members/${options.self()}`);
    const { data } = me.safeParse(answer.ok ? answer.body : undefined);
    if (!data) return [];
    const gone: string[] = [];
    const lacking = new Map<string, { needs: readonly Need[]; names: string[] }>();
    for (const { externalId, name } of used) {
      const channel = await directory.facts(externalId, guild);
      if (!channel) gone.push(`#${name}`);
      if (!channel || channel.guild !== guild) continue;
      const needs = missingIn(guilds.permittedIn(channel, data.roles, options.self()));
      const key = needs.map((need) => need.name).join();
      const same = lacking.get(key) ?? { needs, names: [] };
      same.names.push(`#${name}`);
      if (needs.length > 0) lacking.set(key, same);
    }
    const found = [...lacking.values()].map(({ needs, names }) => permissionFinding(needs, names));
    const unseen: Finding[] = gone.map((where) => ({
      state: 'broken',
      where,
      sentence: 'It is gone, or I cannot see it.',
      remedy:
        'If it is still there, whoever manages it can let me in: Edit Channel, Permissions, add Praxis with `View Channel` and `Send Messages`.',
    }));
    return found.length + unseen.length > 0
      ? [...unseen, ...found]
      : [{ state: 'well', where: 'permissions', sentence: 'I may do all that I need to.' }];
  };
}

function permissionFinding(needs: readonly Need[], names: readonly string[]): Finding {
  const allow = needs.map(({ name }) => `\`${name}\``).join(', ');
  // Who cannot see a channel can do nothing there: the rest goes without saying.
  const [first] = needs;
  const isUnseen = first?.name === 'View Channel';
  const without = (isUnseen ? needs.slice(0, 1) : needs).map((need) => need.without).join('; ');
  return {
    state: needs.some(isVital) ? 'broken' : 'lacking',
    where: few(names),
    sentence: `There I cannot ${without}.`,
    remedy: `Whoever manages ${names.length === 1 ? 'it' : 'them'} can allow me ${allow}: Edit Channel, Permissions, Praxis; or, everywhere, the role Praxis in Server Settings, Roles.`,
  };
}
