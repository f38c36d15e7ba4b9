import { rules } from '@secretlint/secretlint-rule-preset-recommend';

/** Something that opens a door, where it stands in a text. */
export interface Secret {
  /** What it is, for who wrote it: `a GitHub token`. */
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

/** What we use of a rule of secretlint: https://github.com/secretlint/secretlint/blob/master/docs/secretlint-rule.md */
interface Rule {
  readonly meta: { readonly id: string };
  create(
    context: {
      readonly sharedOptions: object;
      createTranslator(): () => object;
      report(found: { readonly range: readonly [number, number] }): void;
      ignore(): void;
    },
    options: object,
  ): { file?(source: object): unknown };
}

const named: Readonly<Record<string, string>> = {
  aws: 'an AWS key',
  gcp: 'a Google Cloud key',
  npm: 'an npm token',
  slack: 'a Slack token or webhook',
  basicauth: 'an address with a password in it',
  openai: 'an OpenAI key',
  anthropic: 'an Anthropic key',
  privatekey: 'a private key',
  sendgrid: 'a SendGrid key',
  shopify: 'a Shopify key',
  github: 'a GitHub token',
  gitlab: 'a GitLab token',
  'database-connection-string': 'a connection string with a password',
};

/** Comments in a text must not turn a rule off. */
const filters = new Set(['filter-comments']);

const nameOf = ({ meta }: Rule) => meta.id.replace(/^@secretlint\/secretlint-rule-/, '');

/** Those of a well-kept detector. Each looks at the text at once; none reads files or the network. */
const detected = (rules as unknown as readonly Rule[]).filter((rule) => !filters.has(nameOf(rule)));

/** What that detector leaves to others, with the shapes that issuers publish. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]{16,}?(?:-----END [A-Z ]{0,40}-----|$)/g,
    'a private key',
  ],
  // The end of one, of which the beginning stands elsewhere: in the title, where lines were cut.
  [
    /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/=]{20,}(?:\s+[A-Za-z0-9+/=]+){0,120}\s*-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g,
    'a private key',
  ],
  [/\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g, 'an AWS key'],
  [/\bAIza[\w-]{35}(?![\w-])/g, 'a Google key'],
  [/\b[rs]k_live_[A-Za-z0-9]{16,99}\b/g, 'a Stripe key'],
  [/(?<![\w-])sk-(?:proj-|svcacct-)?[\w-]{32,200}(?![\w-])/g, 'a key of an AI service'],
  [/\bgithub_pat_\w{22,255}/g, 'a GitHub token'],
  [/\b[MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/g, 'a Discord token'],
  [/\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/g, 'a signed token (JWT)'],
  [
    /\bhttps:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d{15,21}\/[\w-]{40,100}/g,
    'a Discord webhook',
  ],
  [
    /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s:@/]{0,100}:(?<secret>[^\s@/]{4,200})@[^\s@/]/gi,
    'an address with a password in it',
  ],
  [/\b(?:authorization\s*[:=]\s*)?bearer\s+(?<secret>[\w.~+/-]{24,1000}=*)/gi, 'an access token'],
  [
    /(?<![a-z])(?:pass(?:word|wd|phrase)?|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|client[_-]?secret)["']?\s{0,4}(?:=>?|:=?)\s{0,4}["'`]?(?<secret>[^\s"'`;,<>{}()[\]]{8,200})/gi,
    'a password or key',
  ],
];

/** What stands for a secret in examples: nobody's door opens to it. */
const dummy =
  /^(?:[*x•.…_?#-]+|<.*>|\$.*|%.*%|\{.*|\[.*|(?:my|your|our|some|the|a|new|old|db|user|admin|root)?[-_ ]?(?:super[-_]?)?(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|api[-_]?key|credentials?|value|string)[-_]?(?:here|\d{0,3})?|change[-_]?(?:me|it)|example.*|redacted|removed|hidden|dummy|postgres|root|admin|guest|test|process\.env.*|os\.environ.*|env\..*|secrets\..*)$/i;

/** A word of ordinary prose behind "password:" opens nothing; what mixes signs of several kinds may. */
const isMixed = (text: string) =>
  [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(text)).length >= 2 &&
  /\d/.test(text);

/** Every secret in the text, in the order in which they stand. */
export function secretsIn(text: string): readonly Secret[] {
  return [...byRules(text), ...byShape(text)]
    .filter(({ from, to }) => !isDummy(text.slice(from, to)))
    .sort((a, b) => a.from - b.from || b.to - a.to);
}

function byRules(text: string): Secret[] {
  const source = { content: text, filePath: 'text.txt', ext: '.txt', contentType: 'text' };
  return detected.flatMap((rule) => {
    const found: Secret[] = [];
    const what = named[nameOf(rule)] ?? 'a key or token';
    const context = {
      sharedOptions: {},
      createTranslator: () => () => ({}),
      report: ({ range: [from, to] }: { readonly range: readonly [number, number] }) =>
        void found.push({ what, from, to }),
      ignore: () => {},
    };
    rule.create(context, {}).file?.(source);
    return found;
  });
}

function byShape(text: string): Secret[] {
  return shapes.flatMap(([shape, what]) =>
    [...text.matchAll(shape)].flatMap(({ 0: all, index, groups }) => {
      const secret = groups?.secret;
      if (secret === undefined) return [{ what, from: index, to: index + all.length }];
      if (what === 'a password or key' && !isMixed(secret)) return [];
      const from = index + all.lastIndexOf(secret);
      return [{ what, from, to: from + secret.length }];
    }),
  );
}

/** Of an address its password decides. */
function isDummy(found: string): boolean {
  const password = /:\/\/[^\s:@/]*:([^\s@/]+)@/.exec(found)?.[1];
  return dummy.test(password ?? found);
}
