import type { Handbook } from '../handbook.ts';
import { type Html, html } from './html.ts';

/**
 * What a page may load: its own style and scripts, and nothing from anywhere else. `file:` stands for
 * "its own" where the site is opened from a disk; on a server it means nothing.
 */
const policy =
  "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'";

interface PageShape {
  readonly title: string;
  readonly description?: string;
  /** From the page to the site's root: '' or '../'. */
  readonly up: string;
  readonly main: Html;
}

/** A whole page: what all of them have around what is theirs. */
export function layout(handbook: Handbook, { title, description, up, main }: PageShape): string {
  const { community, edition, outlines } = handbook;
  const isHome = title === community;
  return html`<!doctype html>
<html lang="en" data-up="${up}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
${edition === 'members' && html`<meta name="robots" content="noindex">\n`}<meta name="color-scheme" content="light dark">
<title>${isHome ? title : `${title} · ${community}`}</title>
${description && html`<meta name="description" content="${description}">\n`}<link rel="stylesheet" href="${up}assets/site.css">
<script src="${up}assets/search.js" defer></script>
</head>
<body>
<a class="skip" href="#main">To the text</a>
<header class="top">
<a class="home" href="${up}index.html"${isHome && html` aria-current="page"`}><bdi>${community}</bdi></a>
<nav aria-label="Handbook"><a href="${up}topics.html">Topics</a><a href="${up}all.html">All answers</a></nav>
<form class="search" role="search" hidden>
<label class="unseen" for="words">Search the answers</label>
<input id="words" type="search" autocomplete="off" spellcheck="false" maxlength="200" placeholder="Search" aria-keyshortcuts="/">
</form>
</header>
<section class="found" aria-label="Found" hidden><p role="status"></p><ol class="list"></ol></section>
<main id="main" tabindex="-1">
${main}
</main>
<footer class="bottom"><p>${counted(outlines.size, 'answer')} kept by <bdi>${community}</bdi>.</p></footer>
</body>
</html>
`.markup;
}

export const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

const months =
  'January February March April May June July August September October November December';

/** A day in UTC, as a reader writes it: the same wherever and whenever the site is made. */
export function dayOf(at: number): Html {
  const iso = new Date(at).toISOString().slice(0, 10);
  const [year, month, day] = iso.split('-').map(Number);
  return html`<time datetime="${iso}">${`${day} ${months.split(' ')[(month ?? 1) - 1]} ${year}`}</time>`;
}
