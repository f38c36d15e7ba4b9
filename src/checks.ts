import { byUrgency, clockFinding, type Finding } from './findings.ts';
import type { Actor } from './model.ts';
import { unreached } from './notices/report.ts';
import { isAllowed } from './rights.ts';
import { uncared } from './uncared.ts';
import type { World } from './world.ts';

/** Looks into one thing of ours. */
export type Check = (world: World, actor: Actor) => Promise<readonly Finding[]>;

const megabyte = 1024 * 1024;
/** A log is written into the database long before it is so long. */
const longLog = 256 * megabyte;
const littleLeft = 200 * megabyte;

const inMegabytes = (bytes: number) => `${Math.round(bytes / megabyte)} MB`;

const database: Check = async ({ store }) => {
  const where = 'the database';
  const { bytes, logBytes, freeBytes, problem } = store.condition();
  const found: Finding[] = [];
  if (typeof problem === 'string') {
    found.push({
      state: 'broken',
      where,
      sentence: 'Something in it is damaged.',
      remedy:
        'Whoever runs Praxis can see what with `praxis verify`, and bring a backup back with `praxis restore`.',
    });
  }
  if (freeBytes !== null && freeBytes < Math.max(littleLeft, bytes / 10)) {
    found.push({
      state: 'broken',
      where: 'the disk',
      sentence: `Only ${inMegabytes(freeBytes)} are free: soon nothing can be kept.`,
      remedy: 'Whoever runs Praxis can make room, or move the database to a larger disk.',
    });
  }
  if (logBytes > longLog) {
    found.push({
      state: 'lacking',
      where,
      sentence: `Its log has grown to ${inMegabytes(logBytes)}: something reads in it without an end.`,
      remedy: 'Whoever runs Praxis can end other programs that have it open, or restart Praxis.',
    });
  }
  if (found.length > 0) return found;
  const isTooLarge = problem === undefined;
  return [
    isTooLarge
      ? {
          state: 'lacking',
          where,
          sentence: 'It is too large to be looked through here.',
          remedy: 'Whoever runs Praxis can do it with `praxis verify`.',
        }
      : { state: 'well', where, sentence: 'It is sound.' },
  ];
};

/** Nothing can have come later than now. */
const clock: Check = async ({ store, clock: now }) => {
  const newest = await store.deliveries.newest();
  const ahead = newest === undefined ? 0 : Math.min(0, now() - newest);
  return [clockFinding(ahead, 'what came before')];
};

const day = 24 * 60 * 60 * 1000;
/** A backup is older than anyone wants to lose work of. */
const oldBackup = 8 * day;

const backups: Check = async ({ store, clock: now }) => {
  const where = 'backups';
  const last = await store.upkeep.last('backup');
  if (last?.problem != null) {
    return [
      {
        state: 'broken',
        where,
        sentence: `The last one could not be made: ${last.problem}`,
        remedy: 'Whoever runs Praxis can mend that, or make one with `praxis backup <file>`.',
      },
    ];
  }
  if (last && now() - last.at < oldBackup) {
    return [{ state: 'well', where, sentence: 'The last one is recent.' }];
  }
  return [
    {
      state: 'lacking',
      where,
      sentence: last
        ? 'The last one is more than a week old.'
        : 'None was ever made: what is kept here would be lost with the disk.',
      remedy:
        'Whoever runs Praxis can set `PRAXIS_BACKUPS` to a folder for one each day, or run `praxis backup <file>`.',
    },
  ];
};

/** What is looked into here, in the order in which it is told. */
const checks: readonly Check[] = [database, clock, backups, uncared, unreached];

/** Looks into everything, here and on the platforms. */
export function createCheckup(world: World) {
  const { store, examine } = world;

  /** The platforms' own findings; of private channels only the one where the actor stands is named. */
  async function platforms(actor: Actor): Promise<readonly Finding[]> {
    if (!examine) return [];
    const workspaces = await store.communities.workspacesOf(actor.communityId);
    const found = workspaces.map(async (workspace) => {
      const listening = new Set(await store.channels.listeningIn(workspace.id));
      const all = await store.channels.inWorkspace(workspace.id);
      const seen = all.filter(
        (channel) => !channel.archived && (!channel.private || channel.id === actor.channelId),
      );
      const used = seen.map((channel) =>
        listening.has(channel.id) ? { ...channel, listening: true as const } : channel,
      );
      return examine(workspace, used);
    });
    return (await Promise.all(found)).flat();
  }

  /** For curators and admins, who can do something about it; nothing for everyone else. */
  return async (actor: Actor): Promise<readonly Finding[]> => {
    if (!isAllowed(actor, 'examine workspace')) return [];
    const own = checks.map((check) => check(world, actor));
    const found = await Promise.all([...own, platforms(actor)]);
    return byUrgency(found.flat());
  };
}
