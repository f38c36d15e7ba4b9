/** What Slack puts in angle brackets: `<@U1|ana>`, `<#C1|git>`, `<!here>`, `<https://x|label>`. */
const markup = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

/** Quotes that keyboards turn, where they stand around an argument. */
const turnedQuotes = /(^|[\s:=])[“”„]([^“”„"]*)[“”](?=\s|$)/g;

/** The accounts that the text names. */
export function accountsIn(text: string): readonly string[] {
  const found = [...text.matchAll(markup)].flatMap(([, kind, id = '']) => (kind === '@' ? id : []));
  return [...new Set(found)];
}

/**
 * What a member typed, as they saw it: people as the handles that `handleOf` gives, channels and
 * links as words, signs unescaped. https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function readTyped(text: string, handleOf: (account: string) => string | undefined): string {
  const named = text.replace(markup, (_, kind: string, what: string, label?: string) => {
    if (kind === '@') return `@${handleOf(what) ?? label ?? what}`;
    if (kind === '#') return `#${label || what}`;
    if (kind === '!') return special(what, label);
    const bare = what.replace(/^(mailto:|tel:|https?:\/\/)/, '');
    return label === undefined || label === bare || label === what ? what : `${label} (${what})`;
  });
  return unescaped(named).replace(turnedQuotes, '$1"$2"');
}

function special(what: string, label: string | undefined): string {
  if (label !== undefined) return label;
  const [word = ''] = what.split('^');
  return `@${word}`;
}

/** Exactly once: `&amp;lt;` is what someone typed as `&lt;`. */
function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) => {
    if (name === 'amp') return '&';
    return name === 'lt' ? '<' : '>';
  });
}

/** What follows the first mention of the bot at the start; a mention elsewhere is taken out. */
export function withoutBot(text: string, bot: string): string {
  const mention = new RegExp(`<@${bot}(?:\\|[^<>]*)?>`, 'g');
  return text.replace(mention, ' ').replace(/^[\s:,]+/, '');
}
