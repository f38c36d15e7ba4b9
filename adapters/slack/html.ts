import type { ServerResponse } from 'node:http';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** A page with one sentence, and where to go from it. Nothing on it is loaded, kept, or told where the browser goes next. */
export function showPage(
  response: ServerResponse,
  status: number,
  title: string,
  sentence: string,
  next?: { readonly label: string; readonly path: string },
): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Praxis: ${escaped(title)}</title>
<style>body { max-width: 36em; margin: 4em auto; padding: 0 1em; font: 1.1em/1.5 system-ui, sans-serif }</style>
<h1>${escaped(title)}</h1>
<p>${escaped(sentence)}</p>${next ? `\n<p><a href="${escaped(next.path)}">${escaped(next.label)}</a></p>` : ''}
</html>
`);
}
