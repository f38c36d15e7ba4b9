import { KnownError } from '../../errors.ts';
import type { Community, Person } from '../../model.ts';
import type { Tables } from '../../store/store.ts';
import type { World } from '../../world.ts';
import { manifestIn } from '../folder.ts';
import { readHandbook } from '../gather.ts';
import { manifestOf, requireSame } from '../manifest.ts';
import { addFromFile, editFromFile } from './apply.ts';
import type { Mistake } from './front-matter.ts';
import { readSnippetFile, type SnippetFile, snippetFiles } from './library.ts';
import { missingFiles } from './missing.ts';
import { pageMap } from './page-map.ts';
import { refOfFile } from './ref-of-file.ts';
import { describeMistakes, type MarkdownReport } from './report.ts';
import { type Untaken, untakenIn } from './untaken.ts';
import { judgeFile, type Verdict } from './verdict.ts';

export interface MarkdownImport {
  readonly folder: string;
  readonly community: Community;
  /** Whose revisions they become. */
  readonly by: Person;
  /** Where new snippets belong whose file names no channel. */
  readonly channel?: string | undefined;
  /** Where both sides changed, the file counts. */
  readonly isOverwriting?: boolean | undefined;
}

/**
 * Takes over what was edited in the files of a handbook: as revisions by that member, all of them or,
 * when one has a mistake, none. A file and a snippet that were both changed are a conflict, and stay.
 * @throws KnownError 'invalid' naming file and line of every mistake
 */
export async function importMarkdown(
  world: World,
  wanted: MarkdownImport,
): Promise<MarkdownReport> {
  const { folder, community } = wanted;
  const manifest = await manifestIn(folder);
  const ours = manifestOf({ communityRef: community.ref, edition: 'members' }, 'markdown');
  if (manifest) requireEditable(manifest, ours, folder);
  const { files, wrong } = await readAll(folder);
  return world.store.write(async (tables) => {
    const refOf = ({ fields, name }: SnippetFile) => fields.ref ?? refOfFile(ours.community, name);
    const handbook = await readHandbook(tables, community, 'members');
    const found = await tables.handbook.byRefs(community.id, files.map(refOf));
    const bench = {
      tables,
      communityId: community.id,
      map: pageMap(handbook, new Map(files.map((file) => [refOf(file), file.name]))),
      known: new Map(found.map((one) => [one.ref, one])),
      refOf,
      firstOf: new Map(files.toReversed().map((file) => [refOf(file), file.name])),
      channel: wanted.channel,
    };
    const verdicts: (Verdict & { readonly name: string })[] = [];
    for (const file of files) verdicts.push({ ...(await judgeFile(bench, file)), name: file.name });
    const mistaken = [...wrong, ...verdicts.filter((one) => one.kind === 'wrong')];
    if (mistaken.length > 0) throw new KnownError('invalid', describeMistakes(mistaken));
    const missing = manifest
      ? missingFiles(Object.keys(manifest.files), handbook.outlines, ours.community, bench.firstOf)
      : [];
    const untaken: Untaken[] = [];
    for (const file of files) {
      const snippet = bench.known.get(refOf(file));
      if (snippet) untaken.push(...(await untakenIn(tables, handbook, file, snippet)));
    }
    return { ...(await carryOut(world, tables, wanted, verdicts, missing)), untaken };
  });
}

async function carryOut(
  world: World,
  tables: Tables,
  { community, by, isOverwriting }: MarkdownImport,
  verdicts: readonly (Verdict & { readonly name: string })[],
  missing: readonly number[],
): Promise<Omit<MarkdownReport, 'untaken'>> {
  const author = { by, communityId: community.id, now: world.clock() };
  const edited: number[] = [];
  const added: { name: string; number: number }[] = [];
  for (const verdict of verdicts) {
    if (verdict.kind === 'new') {
      added.push({ name: verdict.name, number: await addFromFile(tables, author, verdict) });
    } else if (verdict.kind === 'edit') {
      await editFromFile(tables, author, verdict.snippet, verdict.content);
      edited.push(verdict.snippet.number);
    } else if (verdict.kind === 'conflict' && isOverwriting) {
      await editFromFile(tables, author, verdict.snippet, verdict.conflict.file);
      edited.push(verdict.snippet.number);
    }
  }
  const conflicts = verdicts.flatMap((one) => (one.kind === 'conflict' ? one.conflict : []));
  return {
    same: verdicts.filter(({ kind }) => kind === 'same').length,
    edited,
    added,
    conflicts: isOverwriting ? [] : conflicts,
    missing,
    gone: verdicts.flatMap(({ kind, name }) => (kind === 'gone' ? name : [])),
  };
}

/** @throws KnownError when the folder is not the members' edition of this community, in Markdown. */
function requireEditable(
  there: ReturnType<typeof manifestOf>,
  ours: ReturnType<typeof manifestOf>,
  folder: string,
): void {
  if (there.edition !== 'members') {
    throw new KnownError(
      'invalid',
      `${folder} is an edition for everyone, and its texts may lack names. Edit one that was exported without --public and --anonymous.`,
    );
  }
  requireSame(there, ours, folder);
}

async function readAll(folder: string) {
  const names = await snippetFiles(folder);
  if (names.length === 0) {
    throw new KnownError(
      'not_found',
      `There are no files in ${folder}/snippets. Name a folder made with "praxis export --markdown".`,
    );
  }
  const files: SnippetFile[] = [];
  const wrong: { readonly name: string; readonly mistakes: readonly Mistake[] }[] = [];
  for (const name of names) {
    const read = await readSnippetFile(folder, name);
    if ('mistakes' in read) wrong.push(read);
    else files.push(read);
  }
  return { files, wrong };
}
