import type { Name, Page } from '../handbook.ts';
import { type Html, html } from './html.ts';
import { dayOf, layout } from './layout.ts';
import { renderText } from './render.ts';
import { personPath, type SiteMap, snippetPath, tagPath } from './site-map.ts';

const up = '../';
const longestDescription = 160;

export function writeSnippetPage(page: Page, map: SiteMap): string {
  const { number, title, tags, question, answer } = page;
  const { language } = map.handbook;
  // The words around are English; a member's are in the community's language.
  const lang = language !== 'en' && html` lang="${language}"`;
  const main = html`<article>
<p class="kicker">S${number}</p>
<h1 dir="auto"${lang}>${title}</h1>
<p class="standing">${standingOf(page)}</p>
${tags.length > 0 && html`<ul class="tags" aria-label="Topics">${tags.map((tag) => html`<li><a href="${up}${tagPath(tag)}">${tag}</a></li>`)}</ul>\n`}${bannerOf(page, map)}${
  question !== '' &&
  html`<section class="question" aria-labelledby="question">
<h2 id="question">Question</h2>
<div class="text"${lang}>${renderText(question, map.links)}</div>
</section>\n`
}<section class="answer" aria-labelledby="answer">
<h2 id="answer">Answer</h2>
<div class="text"${lang}>${renderText(answer, map.links)}</div>
</section>
<dl class="facts">${factsOf(page)}</dl>
</article>
${relatedTo(page, map)}`;
  const description = (question || answer).replace(/\s+/g, ' ').slice(0, longestDescription);
  return layout(map.handbook, { title, description, up, main });
}

/** How far to trust it, in one line. */
function standingOf({ verifiedAt, verifiedBy, outdatedAt, helpful }: Page): Html {
  const by = verifiedBy && html` by ${personOf(verifiedBy)}`;
  const helped =
    helpful > 0 && html`<span>Helped ${helpful === 1 ? 'one person' : `${helpful} people`}</span>`;
  if (outdatedAt !== null)
    return html`<span class="over">Outdated since ${dayOf(outdatedAt)}</span>`;
  return html`<span class="sure">Verified ${dayOf(verifiedAt)}${by}</span>${helped}`;
}

function personOf({ handle, name, hasPage }: Name): Html {
  return hasPage
    ? html`<a href="${up}${personPath(handle)}"><bdi>${name}</bdi></a>`
    : html`<bdi>${name}</bdi>`;
}

function bannerOf({ outdatedAt, supersededBy }: Page, { handbook }: SiteMap): Html {
  const next = supersededBy === null ? undefined : handbook.outlines.get(supersededBy);
  if (outdatedAt === null && !next) return html``;
  const instead =
    next && html` Read <a href="S${next.number}.html"><bdi>${next.title}</bdi></a> instead.`;
  return html`<div class="banner" role="note"><p><strong>${outdatedAt === null ? 'Something newer took its place.' : 'This is no longer right.'}</strong>${instead}</p></div>\n`;
}

function factsOf({
  author,
  owner,
  quoted,
  questionNumber,
  link,
  createdAt,
  outdatedAt,
  verifiedAt,
  verifiedBy,
}: Page): Html {
  const fact = (label: string, value: Html) =>
    html`<div><dt>${label}</dt><dd>${value}</dd></div>\n`;
  const names = quoted.map((name, at) => html`${at > 0 && ', '}${personOf(name)}`);
  return html`
${author && fact('Written by', personOf(author))}${owner && owner !== author && fact('Looked after by', personOf(owner))}${names.length > 0 && fact('With words of', html`${names}`)}${fact('Kept', dayOf(createdAt))}${outdatedAt !== null && fact('Last verified', html`${dayOf(verifiedAt)}${verifiedBy && html` by ${personOf(verifiedBy)}`}`)}${questionNumber !== null && fact('From', html`question #${questionNumber}`)}${link !== null && isWeb(link) && fact('Said', html`<a href="${link}" rel="nofollow noopener noreferrer">in the conversation</a>`)}`;
}

const isWeb = (link: string) => /^https?:\/\//.test(link);

function relatedTo({ related }: Page, { handbook }: SiteMap): Html {
  const near = related.flatMap((number) => handbook.outlines.get(number) ?? []);
  if (near.length === 0) return html``;
  return html`<nav class="related" aria-labelledby="related">
<h2 id="related">Related</h2>
<ul>${near.map(({ number, title }) => html`<li dir="auto"><a href="${up}${snippetPath(number)}">${title}</a></li>\n`)}</ul>
</nav>`;
}
