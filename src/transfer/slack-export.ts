import { basename } from 'node:path';
import type { z } from 'zod';
import { KnownError } from '../errors.ts';
import { limits } from '../limits.ts';
import { cleanLine, cut } from '../text.ts';
import type { Archive } from './archive.ts';
import { type Entries, type Entry, type Skipped, skipped } from './entry.ts';
import { openArchive } from './open-archive.ts';
import { createSlackPeople } from './slack-people.ts';
import { createThreadReader } from './slack-questions.ts';
import { type SlackMessage, slackChannel, slackUser } from './slack-schema.ts';
import { isAsking, type Names, slackToMarkdown } from './slack-text.ts';
import { parseList, readThreads } from './slack-threads.ts';

/** Reactions that mark a reply as the answer: the ways Slack has of writing ✅. */
const answerMarks = ['white_check_mark', 'heavy_check_mark', 'ballot_box_with_check'] as const;

export interface SlackExportOptions {
  /** Takes every thread that starts with a question, not only those with a marked answer. */
  readonly allThreads?: boolean;
  /** Names of the reactions that mark an answer. */
  readonly marks?: readonly string[];
}

/**
 * Reads a Slack export (https://slack.com/help/articles/220556107), a folder or the .zip itself. A
 * reply with a ✅ is an answer to the message that its thread starts with, accepted if the asker put
 * the ✅ there, otherwise found helpful by those who did. Private channels (`groups.json`) stay
 * private; direct messages are not read.
 *
 * @throws KnownError 'invalid' or 'not_found' when it is no such export or breaks a limit
 */
export async function* readSlackExport(path: string, options: SlackExportOptions = {}): Entries {
  const archive = await openArchive(path);
  try {
    yield* readArchive(archive, path, options);
  } finally {
    await archive.close();
  }
}

async function* readArchive(
  archive: Archive,
  path: string,
  { allThreads = false, marks = answerMarks }: SlackExportOptions,
): Entries {
  const folder = findFolder(archive, path);
  const users = await readList(archive, `${folder}users.json`, slackUser);
  const open = await readList(archive, `${folder}channels.json`, slackChannel);
  const closed = await readList(archive, `${folder}groups.json`, slackChannel);
  const channels = [
    ...open.items.map((channel) => ({ ...channel, isPrivate: false })),
    ...closed.items.map((channel) => ({ ...channel, isPrivate: true })),
  ];
  yield* users.skipped;
  yield* open.skipped;
  yield* closed.skipped;

  const team = users.items.find((user) => user.team_id)?.team_id ?? 'export';
  const workspace = `slack:${team}`;
  const name = cut(
    cleanLine(basename(path).replace(/( Slack export.*)?(\.zip)?$/i, '')),
    limits.name,
  );
  const births = channels.flatMap((channel) => channel.created ?? []);
  const createdAt = toTime(births.length === 0 ? 0 : births.reduce((a, b) => Math.min(a, b)));
  yield { kind: 'workspace', key: workspace, name: name || team, createdAt };

  const people = createSlackPeople(workspace, createdAt, users.items);
  yield* people.all();
  const channelNames = new Map(channels.map((channel) => [channel.id, channel.name]));
  const names: Names = { user: people.nameOf, channel: (id) => channelNames.get(id) };
  const markdown = (message: SlackMessage) => slackToMarkdown(message.text ?? '', names);
  const isMarked = (message: SlackMessage) => markersOf(message, marks).length > 0;
  const read = createThreadReader({
    workspace,
    people,
    markdown,
    allThreads,
    markersOf: (message) => markersOf(message, marks),
  });

  const filesOf = groupDays(archive, folder);
  for (const channel of channels) {
    yield {
      kind: 'channel',
      workspace,
      id: channel.id,
      name: cut(cleanLine(channel.name), limits.name) || channel.id,
      private: channel.isPrivate,
      createdAt: channel.created === undefined ? createdAt : toTime(channel.created),
    };
    const files = filesOf.get(channel.name) ?? filesOf.get(channel.id) ?? [];
    filesOf.delete(channel.name);
    filesOf.delete(channel.id);
    const wants = (message: SlackMessage, isFirst: boolean) =>
      isFirst ? allThreads && isAsking(markdown(message)) : isMarked(message);
    for await (const thread of readThreads(archive, files, wants)) {
      if ('kind' in thread) yield thread;
      else yield* read(channel, thread);
    }
  }
  for (const place of filesOf.keys()) {
    yield skipped('a conversation that is no channel (direct messages are not imported)', place);
  }
}

/** Who put one of the marks on the message, each once. */
function markersOf(message: SlackMessage, marks: readonly string[]): string[] {
  const users = (message.reactions ?? []).flatMap((reaction) =>
    marks.includes(reaction.name.split('::')[0] ?? '') ? reaction.users : [],
  );
  return [...new Set(users)];
}

/** Some tools pack the export's folder rather than what is in it. */
function findFolder(archive: Archive, path: string): string {
  const users = archive.files
    .filter((file) => /(^|\/)users\.json$/.test(file) && !file.startsWith('__MACOSX/'))
    .sort((a, b) => a.length - b.length)[0];
  if (users !== undefined) return users.slice(0, -'users.json'.length);
  throw new KnownError(
    'invalid',
    `${path} has no users.json, so it is not a Slack export. Name the folder or .zip that Slack gave.`,
  );
}

/** The day files of each folder, in the order of days. */
function groupDays(archive: Archive, folder: string): Map<string, string[]> {
  const days = archive.files.filter((file) => file.startsWith(folder));
  const place = (file: string) =>
    /^([^/]+)\/\d{4}-\d\d-\d\d\.json$/.exec(file.slice(folder.length))?.[1] ?? '';
  const grouped = Map.groupBy(days, place);
  grouped.delete('');
  return grouped;
}

async function readList<T>(
  archive: Archive,
  file: string,
  schema: z.ZodType<T>,
): Promise<{ items: T[]; skipped: (Entry | Skipped)[] }> {
  if (!archive.files.includes(file)) return { items: [], skipped: [] };
  const values = parseList(await archive.readText(file));
  if (!values) {
    throw new KnownError('invalid', `${file} is not a JSON list. Export from Slack again.`);
  }
  const results = values.map((value) => schema.safeParse(value));
  return {
    items: results.flatMap((result) => (result.success ? result.data : [])),
    skipped: results.flatMap((result) =>
      result.success ? [] : skipped('an item that is not as Slack writes it', file),
    ),
  };
}

function toTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
