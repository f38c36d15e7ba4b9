import type { Outline } from '../handbook.ts';
import { type Html, html } from './html.ts';
import { counted, dayOf, layout } from './layout.ts';
import { type SiteMap, snippetPath, tagPath } from './site-map.ts';

const newest = 12;
const widestTopics = 40;

/** The first page: the widest topics, and what was verified last. */
export function writeIndex(map: SiteMap): string {
  const { handbook, tags } = map;
  const { community, outlines } = handbook;
  const fresh = [...outlines.values()]
    .filter(({ outdatedAt, supersededBy }) => outdatedAt === null && supersededBy === null)
    .sort((a, b) => b.verifiedAt - a.verifiedAt || b.number - a.number)
    .slice(0, newest);
  const wide = [...tags]
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .slice(0, widestTopics)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const main = html`<h1 dir="auto">${community}</h1>
<p class="lead">${counted(outlines.size, 'answer')} that worked, kept by the people who gave them.</p>
${
  wide.length > 0 &&
  html`<section aria-labelledby="topics">
<h2 id="topics">Topics</h2>
${chips(wide, '')}
${wide.length < tags.size && html`<p><a href="topics.html">All ${tags.size} topics</a></p>\n`}</section>\n`
}<section aria-labelledby="fresh">
<h2 id="fresh">Verified last</h2>
${listOf(fresh, '')}
<p><a href="all.html">All ${counted(outlines.size, 'answer')}</a></p>
</section>`;
  return layout(handbook, { title: community, up: '', main });
}

export function writeTopics(map: SiteMap): string {
  const untagged = [...map.handbook.outlines.values()].filter(({ tags }) => tags.length === 0);
  const main = html`<h1>Topics</h1>
${map.tags.size > 0 ? chips([...map.tags], '') : html`<p>Nothing has a topic yet.</p>`}
${untagged.length > 0 && html`<section aria-labelledby="untagged"><h2 id="untagged">Without a topic</h2>\n${listOf(untagged, '')}</section>`}`;
  return layout(map.handbook, { title: 'Topics', up: '', main });
}

export function writeAll(map: SiteMap): string {
  const all = [...map.handbook.outlines.values()];
  const main = html`<h1>All answers</h1>
${all.length > 0 ? listOf(all.toReversed(), '') : html`<p>Nothing is kept yet.</p>`}`;
  return layout(map.handbook, { title: 'All answers', up: '', main });
}

export function writeTopic(tag: string, outlines: readonly Outline[], map: SiteMap): string {
  const main = html`<p class="kicker">Topic</p>
<h1>${tag}</h1>
<p class="lead">${counted(outlines.length, 'answer')}</p>
${listOf(outlines, '../')}`;
  return layout(map.handbook, { title: tag, up: '../', main });
}

/** What somebody who agreed to it wrote or vouched for. */
export function writePerson(handle: string, map: SiteMap): string {
  const { name, pages } = map.people.get(handle) ?? { name: { name: handle }, pages: [] };
  const main = html`<p class="kicker">@<bdi>${handle}</bdi></p>
<h1 dir="auto">${name.name}</h1>
<p class="lead">Wrote, looks after or verified ${counted(pages.length, 'answer')}.</p>
${listOf(pages, '../')}`;
  return layout(map.handbook, { title: name.name, up: '../', main });
}

function chips(tags: readonly (readonly [string, readonly Outline[]])[], up: string): Html {
  return html`<ul class="tags">${tags.map(
    ([tag, { length }]) =>
      html`<li><a href="${up}${tagPath(tag)}">${tag} <span class="count" aria-label="${counted(length, 'answer')}">${length}</span></a></li>\n`,
  )}</ul>`;
}

/** What is right before what no longer is, each in its order. */
function listOf(outlines: readonly Outline[], up: string): Html {
  const isOver = ({ outdatedAt, supersededBy }: Outline) =>
    outdatedAt !== null || supersededBy !== null;
  const item = (outline: Outline) => {
    const { number, title, tags, verifiedAt } = outline;
    const { supersededBy } = outline;
    const why =
      supersededBy === null
        ? 'Outdated'
        : html`Superseded by <a href="${up}${snippetPath(supersededBy)}">S${supersededBy}</a>`;
    const state = isOver(outline)
      ? html`<span class="over">${why}</span>`
      : html`Verified ${dayOf(verifiedAt)}`;
    return html`<li><a dir="auto" href="${up}${snippetPath(number)}">${title}</a>
<p class="small">${state}${tags.length > 0 && html` · ${tags.join(', ')}`}</p></li>\n`;
  };
  const sorted = [...outlines.filter((one) => !isOver(one)), ...outlines.filter(isOver)];
  return html`<ul class="list">${sorted.map(item)}</ul>`;
}
