import type { Page } from '../handbook.ts';
import { type Content, escapeLine, fingerprintOf, joinBody } from './content.ts';
import { toMarkdown } from './defuse.ts';
import { type FrontMatter, writeFrontMatter } from './front-matter.ts';
import type { PageMap } from './page-map.ts';
import { belowMark, readBody } from './read.ts';

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** A snippet's file, and the fingerprint of what it reads as while nobody edits it. */
export interface PageFile {
  readonly content: string;
  readonly fingerprint: string;
}

/** Front matter, title, question and answer, and where to read on. */
export function writePage(page: Page, map: PageMap): PageFile {
  const body = bodyOf(page, map);
  const isOutdated = page.outdatedAt !== null;
  const fingerprint = fingerprintOf(readAs(body, { ...page, isOutdated }));
  const banner = bannerOf(page, map);
  const below = belowOf(page, map);
  const content = [
    writeFrontMatter(frontMatterOf(page, map, fingerprint), map.isEditable),
    ...(banner === '' ? [] : [banner, '']),
    body,
    '',
    belowMark,
    ...(below.length === 0 ? [] : ['', '---', '', ...below]),
    '',
  ].join('\n');
  return { content, fingerprint };
}

/** What a file that nobody edited reads as. */
export function contentInFile(snippet: Content, map: PageMap): Content {
  return readAs(bodyOf(snippet, map), snippet);
}

function readAs(body: string, { title, tags, isOutdated }: Content): Content {
  const read = readBody(`${body}\n\n${belowMark}\n`);
  const { question, answer } = read;
  return { title: read.title ?? title, question, answer, tags, isOutdated };
}

function bodyOf(snippet: Pick<Page, 'title' | 'question' | 'answer'>, map: PageMap): string {
  const question = toMarkdown(snippet.question, map);
  return `# ${escapeLine(snippet.title)}\n\n${joinBody(question, toMarkdown(snippet.answer, map))}`;
}

function frontMatterOf(page: Page, map: PageMap, fingerprint: string): FrontMatter {
  const { number, title, tags, channel, author, owner, verifiedBy, outdatedAt, supersededBy } =
    page;
  return {
    number: `S${number}`,
    title,
    tags: [...tags],
    channel: channel ?? undefined,
    outdated: outdatedAt === null ? undefined : dayOf(outdatedAt),
    author: author?.handle,
    owner: owner?.handle,
    verified: dayOf(page.verifiedAt),
    'verified-by': verifiedBy?.handle,
    'superseded-by': supersededBy === null ? undefined : `S${supersededBy}`,
    helped: page.helpful > 0 ? page.helpful : undefined,
    question: page.questionNumber === null ? undefined : `#${page.questionNumber}`,
    source: page.link ?? undefined,
    ref: map.isEditable ? page.ref : undefined,
    fingerprint: map.isEditable ? fingerprint : undefined,
  };
}

function linkTo(number: number, { outlines, fileOf }: PageMap): string {
  return `[S${number} · ${escapeLine(outlines.get(number)?.title ?? '')}](${fileOf(number)})`;
}

function bannerOf({ outdatedAt, supersededBy }: Page, map: PageMap): string {
  const instead = supersededBy === null ? '' : ` Read ${linkTo(supersededBy, map)} instead.`;
  if (outdatedAt !== null) {
    return `> [!CAUTION]\n> This is outdated since ${dayOf(outdatedAt)}.${instead}`;
  }
  return instead === '' ? '' : `> [!IMPORTANT]\n> Something newer took its place.${instead}`;
}

function belowOf({ related, tags }: Page, map: PageMap): string[] {
  const near = related.map((number) => `- ${linkTo(number, map)}`);
  const topics = tags.map((tag) => `[${escapeLine(tag)}](../tags/${map.tagFile(tag)})`);
  return [
    ...(near.length > 0 ? ['Related:', '', ...near, ''] : []),
    ...(topics.length > 0 ? [`Topics: ${topics.join(', ')}`] : []),
  ];
}
