import { chooseCommunity } from '../communities.ts';
import { KnownError } from '../errors.ts';
import type { FolderReport } from '../handbook/folder.ts';
import { readHandbook } from '../handbook/gather.ts';
import type { Edition, Handbook } from '../handbook/handbook.ts';
import { exportMarkdown } from '../handbook/markdown/export-markdown.ts';
import { importMarkdown } from '../handbook/markdown/import-markdown.ts';
import { describeMarkdown } from '../handbook/markdown/report.ts';
import { exportSite } from '../handbook/site/export-site.ts';
import { likelyNames } from '../handbook/suspects.ts';
import type { Member } from '../model.ts';
import type { Store } from '../store/store.ts';
import { exportTo } from './carrying.ts';
import type { Config } from './config.ts';
import { clock, newRef, openExisting, withStore } from './machine.ts';

export interface HandbookOptions {
  readonly community?: string;
  readonly markdown?: string;
  readonly site?: string;
  readonly public?: boolean;
  readonly anonymous?: boolean;
  readonly channel?: readonly string[];
}

/** Everything in a file, or what was kept as a handbook: whatever was asked for. */
export async function exportAs(
  config: Config,
  file: string | undefined,
  options: HandbookOptions,
): Promise<void> {
  const { community, markdown, site } = options;
  const isHandbook = markdown !== undefined || site !== undefined;
  if (file === undefined && !isHandbook) {
    throw new KnownError('invalid', 'Name a file, or a folder with --markdown or --site.');
  }
  if (!isHandbook && (options.public || options.anonymous || options.channel)) {
    throw new KnownError(
      'invalid',
      'A file holds everything, names and private channels too. --public, --anonymous and --channel are for --markdown and --site.',
    );
  }
  if (options.public && options.anonymous) {
    throw new KnownError('invalid', 'Choose one of --public and --anonymous.');
  }
  if (file !== undefined) await exportTo(config, file, community);
  if (isHandbook) await exportHandbook(config, options);
}

/** Writes the handbook of a community, as Markdown, as a site, or both. */
async function exportHandbook(config: Config, options: HandbookOptions): Promise<void> {
  const edition: Edition = options.anonymous ? 'anonymous' : options.public ? 'public' : 'members';
  await withStore(openExisting(config), async (store) => {
    const community = await chooseCommunity(store, options.community);
    await store.read(async (tables) => {
      const handbook = await readHandbook(tables, community, edition, options.channel);
      if (options.markdown) {
        say(handbook, options.markdown, await exportMarkdown(handbook, options.markdown));
      }
      if (options.site) say(handbook, options.site, await exportSite(handbook, options.site));
    });
    for (const channel of options.channel ?? []) {
      const entry = { act: 'export what was kept in', subject: `#${channel.replace(/^#/, '')}` };
      await store.audit.add(community.id, { ...entry, memberId: null, at: clock() });
    }
  });
}

function say(handbook: Handbook, folder: string, report: FolderReport): void {
  const { written, unchanged, removed, left } = report;
  const count = handbook.outlines.size;
  const names = likelyNames(handbook.suspects);
  const lines = [
    `Wrote ${count} snippets of "${handbook.community}" to ${folder}: ${written} files new or changed, ${unchanged} as they were, ${removed.length} removed.`,
    ...left.map((path) => `Left alone, because it was edited: ${path}`),
    ...(handbook.edition === 'anonymous' && names.size > 0
      ? [
          'Read these before you publish them; a word in them is also a name:',
          ...Array.from(names, ([number, words]) => `  S${number}: ${words.join(', ')}`),
        ]
      : []),
  ];
  console.log(lines.join('\n'));
}

/** Takes over what was edited in a handbook's files. */
export async function importHandbook(
  config: Config,
  folder: string,
  options: {
    readonly into?: string;
    readonly as?: string;
    readonly channel?: string;
    readonly overwrite?: boolean;
  },
): Promise<void> {
  await withStore(openExisting(config), async (store) => {
    const community = await chooseCommunity(store, options.into);
    const by = await memberNamed(store, community.id, options.as);
    const report = await importMarkdown(
      { store, clock, newRef },
      { folder, community, by, channel: options.channel, isOverwriting: options.overwrite },
    );
    console.log(`Imported ${folder} into "${community.name}", as @${by.handle}:`);
    console.log(describeMarkdown(report));
    if (report.conflicts.length > 0) process.exitCode = 1;
  });
}

async function memberNamed(
  store: Store,
  communityId: number,
  said: string | undefined,
): Promise<Member> {
  if (said === undefined) {
    throw new KnownError('invalid', 'Say whose edits these are: --as <handle>.');
  }
  const handle = said.replace(/^@/, '');
  const member = await store.members.byHandle(communityId, handle);
  if (member) return member;
  throw new KnownError('not_found', `There is no member @${handle} here. Check the handle.`);
}
