import { basename, join, resolve } from 'node:path';
import { handleFrom } from '../handles.ts';
import { limits } from '../limits.ts';
import { cleanLine, cut } from '../text.ts';
import type { Entries, Entry, EntryOf, Skipped } from './entry.ts';
import { skipped } from './entry.ts';
import { createIdSet } from './id-set.ts';
import { type Dump, nobody, readDate, readId } from './stackexchange-dump.ts';
import { readAnswers, readQuestions } from './stackexchange-posts.ts';
import { readVotes } from './stackexchange-votes.ts';
import { readRows } from './xml-rows.ts';

/**
 * Reads an unpacked Stack Exchange dump: `Users.xml`, `Tags.xml`, `Posts.xml` and `Votes.xml` in
 * `folder` (https://meta.stackexchange.com/questions/2677). The files are read as streams, Posts.xml
 * twice, so that answers come after their questions wherever they stand.
 *
 * @param options.site the site's name; the folder's name by default
 * @throws KnownError when a file is missing or is not what it should be (see `readRows`)
 */
export async function* readStackExchange(
  folder: string,
  options: { readonly site?: string } = {},
): Entries {
  const site = cut(cleanLine(options.site ?? basename(resolve(folder))), limits.name);
  const workspace = `stackexchange:${site}`;
  const dump: Dump = {
    site,
    place: { workspace, channel: site },
    rows: (file) => readRows(join(folder, file)),
    users: createIdSet(),
    questions: createIdSet(),
    answers: createIdSet(),
    accepted: createIdSet(),
    refTo: (kind, id) => `${workspace}:${kind}:${id}`,
  };
  const createdAt = await oldestDate(dump);
  yield { kind: 'workspace', key: workspace, name: site, createdAt };
  yield { kind: 'channel', workspace, id: site, name: site, private: false, createdAt };
  yield placeholder(dump, createdAt);
  yield* readUsers(dump, createdAt);
  yield* readTags(dump, createdAt);
  yield* readQuestions(dump);
  yield* readAnswers(dump);
  yield* readVotes(dump);
}

/** The site's birth, near enough: the dates of the first user and the first post. */
async function oldestDate(dump: Dump): Promise<string> {
  const dates: string[] = [];
  for (const file of ['Users.xml', 'Posts.xml']) {
    for await (const row of dump.rows(file)) {
      const date = readDate(row.get('CreationDate'));
      if (date !== undefined) dates.push(date);
      break;
    }
  }
  return dates.sort()[0] ?? new Date(0).toISOString();
}

function placeholder(dump: Dump, joinedAt: string): EntryOf<'member'> {
  return {
    kind: 'member',
    ref: dump.refTo('user', nobody),
    handle: 'someone-who-left',
    name: 'someone who left',
    role: 'member',
    joinedAt,
    accounts: [],
  };
}

async function* readUsers(dump: Dump, oldest: string): AsyncGenerator<Entry | Skipped> {
  for await (const row of dump.rows('Users.xml')) {
    const id = readId(row.get('Id'));
    if (id === undefined) {
      yield skipped('a user without an id');
      continue;
    }
    dump.users.add(id);
    const name = cut(cleanLine(row.get('DisplayName') ?? ''), limits.name) || `user ${id}`;
    const joinedAt = readDate(row.get('CreationDate')) ?? oldest;
    yield {
      kind: 'member',
      ref: dump.refTo('user', id),
      handle: handleFrom(name),
      name,
      role: 'member',
      joinedAt,
      accounts: [{ workspace: dump.place.workspace, id: String(id), createdAt: joinedAt }],
    };
  }
}

async function* readTags(dump: Dump, createdAt: string): AsyncGenerator<Entry | Skipped> {
  for await (const row of dump.rows('Tags.xml')) {
    const name = row.get('TagName') ?? '';
    if (name === '' || name.length > limits.tag) yield skipped('a tag without a name, or too long');
    else yield { kind: 'tag', name, aliases: [], createdAt };
  }
}
