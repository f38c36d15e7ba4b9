/** Markup that is safe to be written as it is. Only `html` makes it. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Piece = Html | string | number | null | undefined | false | readonly Piece[];

/** Markup with what is put into it escaped, unless it is markup itself; lists are joined, nothing is left out. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const markup = parts.reduce((made, part, at) => made + written(pieces[at - 1]) + part);
  return new Html(markup);
}

function written(piece: Piece): string {
  if (piece instanceof Html) return piece.markup;
  if (piece === null || piece === undefined || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece));
  return piece.map(written).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Attributes stand in double quotes. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
