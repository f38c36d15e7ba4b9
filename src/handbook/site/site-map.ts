import { safeName } from '../file-names.ts';
import type { Handbook, Name, Outline } from '../handbook.ts';
import { tagsOf } from '../markdown/indexes.ts';
import { pageMap } from '../markdown/page-map.ts';
import type { PageLinks } from './render.ts';

/** Where everything is in a site. Paths are as seen from a page; `up` leads from it to the site's root. */
export interface SiteMap {
  readonly handbook: Handbook;
  readonly tags: ReadonlyMap<string, readonly Outline[]>;
  /** Who agreed to have a page, and what is on it: what they wrote, look after or vouched for. */
  readonly people: ReadonlyMap<string, { readonly name: Name; readonly pages: Outline[] }>;
  readonly links: PageLinks;
}

export const snippetPath = (number: number) => `snippets/S${number}.html`;
export const tagPath = (tag: string) => `topics/${safeName(tag)}.html`;
export const personPath = (handle: string) => `people/${safeName(handle)}.html`;

export function siteMap(handbook: Handbook): SiteMap {
  const { ofSnippet, ofQuestion } = pageMap(handbook);
  const people = new Map<string, { name: Name; pages: Outline[] }>();
  for (const outline of handbook.outlines.values()) {
    for (const name of [outline.author, outline.owner, outline.verifiedBy]) {
      if (!name?.hasPage) continue;
      const known = people.get(name.handle) ?? { name, pages: [] };
      people.set(name.handle, known);
      if (known.pages.at(-1) !== outline) known.pages.push(outline);
    }
  }
  return {
    handbook,
    tags: tagsOf(handbook.outlines.values()),
    people,
    // Snippets lie beside each other.
    links: { ofSnippet, ofQuestion, pageOf: (number) => `S${number}.html` },
  };
}
