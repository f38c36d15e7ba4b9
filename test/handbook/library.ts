import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHandbook } from '../../src/handbook/gather.ts';
import type { Edition } from '../../src/handbook/handbook.ts';
import { exportMarkdown } from '../../src/handbook/markdown/export-markdown.ts';
import { importMarkdown } from '../../src/handbook/markdown/import-markdown.ts';
import { describeMarkdown, type MarkdownReport } from '../../src/handbook/markdown/report.ts';
import type { Store } from '../../src/store/store.ts';
import type { Entry } from '../../src/transfer/entry.ts';
import { freshStore, load, now, scratch, streamOf } from '../transfer/scratch.ts';

const at = (day: number) => `2026-02-${String(day).padStart(2, '0')}T08:00:00.000Z`;
const workspace = 'console:terminal';

/** A channel; those that start with `private` are. */
const channel = (name: string): Entry => ({
  kind: 'channel',
  workspace,
  id: name,
  name,
  private: name.startsWith('private'),
  createdAt: at(1),
});

const member = (handle: string, name: string): Entry => {
  const rest = { role: 'member' as const, joinedAt: at(1), accounts: [] };
  return { kind: 'member', ref: handle, handle, name, ...rest };
};

interface Written {
  readonly number: number;
  readonly title: string;
  readonly answer?: string;
  readonly question?: string;
  readonly tags?: readonly string[];
  readonly channel?: string;
  readonly author?: string;
  readonly outdatedAt?: string;
  readonly fromAnswer?: string;
}

export const snippet = ({ number, title, tags = [], outdatedAt, ...rest }: Written): Entry => ({
  kind: 'snippet',
  ref: `s${number}`,
  number,
  workspace,
  channel: rest.channel ?? 'general',
  author: rest.author ?? 'ana',
  fromAnswer: rest.fromAnswer ?? null,
  title,
  question: rest.question ?? '',
  answer: rest.answer ?? 'So.',
  tags: [...tags],
  verifiedBy: 'bo',
  verifiedAt: at(3),
  ...(outdatedAt === undefined ? {} : { outdatedAt }),
  createdAt: at(2),
  editedAt: null,
  revisions: [],
});

/** The one stands in the place of the other. */
export const inPlaceOf = (number: number, next: number): Entry => ({
  kind: 'care',
  snippet: `s${number}`,
  successor: `s${next}`,
  events: [],
});

export const outdatedAt = at(5);

/** Two members, an answered question, and what was kept: in the open and in private. */
export const kept: readonly Entry[] = [
  { kind: 'workspace', key: workspace, name: 'Terminal', createdAt: at(1) },
  channel('general'),
  channel('private-board'),
  member('ana', 'Ana Weaver'),
  member('bo', 'Bo'),
  member('cleo', 'Cleo Nguyen'),
  {
    ...{ kind: 'preference', member: 'bo', zone: null, hours: null, pausedUntil: null },
    ...{ weeklyLimit: null, unlisted: false, page: true },
  },
  {
    ...{ kind: 'question', ref: 'q1', number: 42, workspace, channel: 'general', author: 'cleo' },
    ...{ title: 'How do I warp?', body: '', anonymous: false, closed: false, tags: [] },
    ...{ createdAt: at(1), editedAt: null, watchers: [], revisions: [] },
  },
  {
    ...{ kind: 'answer', ref: 'a1', question: 'q1', number: 1, author: 'ana', body: 'Slowly.' },
    ...{ createdAt: at(2), editedAt: null, revisions: [] },
  },
  { kind: 'acceptance', answer: 'a1', by: 'cleo', at: at(2) },
  snippet({
    number: 1,
    title: 'How do I warp?',
    question: 'It tangles.',
    answer: 'Slowly. See S2, and @cleo knows.',
    tags: ['warp', 'c++'],
    fromAnswer: 'a1',
  }),
  snippet({ number: 2, title: 'Which yarn?', answer: 'Wool: #42 says why.', tags: ['warp'] }),
  snippet({ number: 4, title: 'Old loom', tags: ['loom'], outdatedAt, author: 'bo' }),
  snippet({
    number: 7,
    title: 'The zanzimerger',
    answer: 'zanzisecret',
    tags: ['zanzitag'],
    channel: 'private-board',
  }),
];

export async function filled(entries: readonly Entry[] = kept): Promise<Store> {
  const store = freshStore();
  await load(store, streamOf(entries));
  return store;
}

export async function communityOf(store: Store) {
  const community = await store.communities.byName('Weavers');
  if (!community) throw new Error('there is no community');
  return community;
}

/** Exports as Markdown to the folder, a new one unless named. */
export async function exported(
  store: Store,
  options: { folder?: string; edition?: Edition; channels?: readonly string[] } = {},
) {
  const { folder = join(scratch(), 'handbook'), edition = 'members', channels } = options;
  const community = await communityOf(store);
  const report = await store.read(async (tables) =>
    exportMarkdown(await readHandbook(tables, community, edition, channels), folder),
  );
  return { folder, report };
}

let refs = 0;
let time = now;

/** Imports the folder as Cleo. */
export async function imported(
  store: Store,
  folder: string,
  options: { channel?: string; isOverwriting?: boolean } = {},
): Promise<{ report: MarkdownReport; said: string }> {
  const community = await communityOf(store);
  const by = await store.members.byHandle(community.id, 'cleo');
  if (!by) throw new Error('there is no Cleo');
  const world = { store, clock: () => ++time, newRef: () => `made-${++refs}` };
  const report = await importMarkdown(world, { folder, community, by, ...options });
  return { report, said: describeMarkdown(report) };
}

/** Every file of a folder with what is in it, by path. */
export function contentsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true });
  const paths = files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

/** Changes a file as an editor does. */
export function rewrite(folder: string, path: string, change: (text: string) => string): void {
  const file = join(folder, path);
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${path} did not change`);
  writeFileSync(file, after);
}
