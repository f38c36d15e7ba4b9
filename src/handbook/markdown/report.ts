import type { Content } from './content.ts';
import type { Mistake } from './front-matter.ts';
import type { Untaken } from './untaken.ts';

/** A snippet that was changed here and in its file since it was exported. */
export interface Conflict {
  readonly name: string;
  readonly number: number;
  readonly here: Content;
  readonly file: Content;
  /** Who changed it here last, and when; null when no text was replaced here. */
  readonly changedBy: string | null;
  /** What the file's fingerprint has to be for the file to count. */
  readonly fingerprint: string;
}

export interface MarkdownReport {
  readonly same: number;
  readonly edited: readonly number[];
  readonly added: readonly { readonly name: string; readonly number: number }[];
  readonly conflicts: readonly Conflict[];
  /** Snippets whose file is missing: they stay. */
  readonly missing: readonly number[];
  /** Files whose snippet is gone here. */
  readonly gone: readonly string[];
  readonly untaken: readonly Untaken[];
}

/** Every mistake as `file:line: sentence`. */
export function describeMistakes(
  files: readonly { readonly name: string; readonly mistakes: readonly Mistake[] }[],
): string {
  const all = files.flatMap(({ name, mistakes }) =>
    mistakes.map(({ line, sentence }) => `  snippets/${name}:${line}: ${sentence}`),
  );
  const shown = all.slice(0, 50);
  const more = all.length > shown.length ? [`  … and ${all.length - shown.length} more`] : [];
  return ['Nothing was imported. Mend these first:', ...shown, ...more].join('\n');
}

/** What an import did, in lines for whoever ran it. */
export function describeMarkdown(report: MarkdownReport): string {
  const { same, edited, added, conflicts, missing, gone, untaken } = report;
  const list = (numbers: readonly number[]) => numbers.map((number) => `S${number}`).join(', ');
  return [
    `  as they were: ${same}`,
    `  edited: ${edited.length}${edited.length > 0 ? ` (${list(edited)})` : ''}`,
    `  new: ${added.length}`,
    ...added.map(({ name, number }) => `    snippets/${name} is S${number}`),
    ...missing.map(
      (number) =>
        `  S${number} has no file any more. It stays as it is; to retire it, restore its file and say "outdated: true" there.`,
    ),
    ...gone.map((name) => `  The snippet of snippets/${name} is gone here. Delete the file.`),
    ...untaken.map(({ name, line, sentence }) => `  snippets/${name}:${line}: ${sentence}`),
    ...conflicts.flatMap(describeConflict),
  ].join('\n');
}

function describeConflict({
  name,
  number,
  here,
  file,
  changedBy,
  fingerprint,
}: Conflict): string[] {
  const differing = (['title', 'question', 'answer', 'tags', 'isOutdated'] as const).filter(
    (field) => JSON.stringify(here[field]) !== JSON.stringify(file[field]),
  );
  const who = changedBy === null ? '' : ` (${changedBy})`;
  return [
    '',
    `  S${number} was changed here${who} and in snippets/${name}. Nothing was taken over:`,
    ...differing.flatMap((field) => [
      `    ${called[field]} here:`,
      ...shown(here[field]),
      `    ${called[field]} in the file:`,
      ...shown(file[field]),
    ]),
    `  Make the file say what is right, write "fingerprint: ${fingerprint}" into it, and import again.`,
    '  Or import with --overwrite: then the file counts, and what was here stays in the history.',
  ];
}

const called = {
  title: 'title',
  question: 'question',
  answer: 'answer',
  tags: 'tags',
  isOutdated: 'outdated',
} as const;

function shown(value: Content[keyof Content]): string[] {
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : [value].flat().join(', ');
  return text.split('\n').map((line) => `      | ${line}`);
}
