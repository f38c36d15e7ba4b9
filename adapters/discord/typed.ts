/** What Discord puts in angle brackets: `<@1>`, `<@!1>`, `<#2>`, `<@&3>`, `<:party:4>`. */
const markup = /<(@!?|#|@&|a?:\w+:)(\d+)>/g;

/** The accounts that the text names. */
export function accountsIn(text: string): readonly string[] {
  const found = [...text.matchAll(markup)].flatMap(([, kind = '', id = '']) =>
    /^@!?$/.test(kind) ? id : [],
  );
  return [...new Set(found)];
}

/** What a member typed, as they saw it: people, channels and roles by name, emoji by their word. */
export function readTyped(
  text: string,
  nameOf: (kind: 'account' | 'channel' | 'role', id: string) => string | undefined,
): string {
  return text.replace(markup, (whole, kind: string, id: string) => {
    if (kind === '#') return `#${nameOf('channel', id) ?? id}`;
    if (kind === '@&') return `@${nameOf('role', id) ?? 'role'}`;
    if (kind.endsWith(':')) return kind.replace(/^a/, '');
    const handle = nameOf('account', id);
    return handle === undefined ? whole : `@${handle}`;
  });
}

/** What follows the first mention of the bot at the start; a mention elsewhere is taken out. */
export function withoutBot(text: string, bot: string): string {
  return text.replace(new RegExp(`<@!?${bot}>`, 'g'), ' ').replace(/^[\s:,]+/, '');
}

export function namesBot(text: string, bot: string): boolean {
  return text.includes(`<@${bot}>`) || text.includes(`<@!${bot}>`);
}
