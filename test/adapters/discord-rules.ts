/** A request as it came over the wire. */
export interface ApiCall {
  readonly method: string;
  /** Without the version, with the query. */
  readonly path: string;
  readonly body: unknown;
  /** What was sent beside the body, byte for byte, by its name. */
  readonly files?: ReadonlyMap<string, string>;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The component and all in it, whatever they are nested in. */
function everyComponent(value: unknown): readonly Json[] {
  if (!isObject(value)) return [];
  const inside = [...list(value.components), value.accessory, value.component];
  return [value, ...inside.flatMap(everyComponent)];
}

/** The messages that a request posts or edits. */
export function messagesIn({ method, path, body }: ApiCall): readonly Json[] {
  if (!isObject(body)) return [];
  if (/\/callback$/.test(path)) {
    return (body.type === 4 || body.type === 7) && isObject(body.data) ? [body.data] : [];
  }
  if (/^\/webhooks\/|^\/channels\/\d+\/messages(\/\d+)?$/.test(path)) {
    return method === 'POST' || method === 'PATCH' ? [body] : [];
  }
  return /^\/channels\/\d+\/threads$/.test(path) && isObject(body.message) ? [body.message] : [];
}

/** What Discord refuses though its description of the API does not say so. */
export function breaches(call: ApiCall): readonly string[] {
  const body = isObject(call.body) ? call.body : {};
  const isModal = /\/callback$/.test(call.path) && body.type === 9;
  const isSuggestion = /\/callback$/.test(call.path) && body.type === 8;
  return [
    ...messagesIn(call).flatMap((message) => messageBreaches(message, call.files)),
    ...(isModal ? modalBreaches(body.data as Json) : []),
    ...(isSuggestion ? choiceBreaches(body.data as Json) : []),
    ...(/\/commands$/.test(call.path) ? list(call.body).flatMap(commandBreaches) : []),
  ];
}

const v2 = 1 << 15;

function messageBreaches(message: Json, files: ApiCall['files'] = new Map()): readonly string[] {
  const components = list(message.components).flatMap(everyComponent);
  const texts = components.flatMap(({ type, content }) => (type === 10 ? [String(content)] : []));
  const mentions = message.allowed_mentions;
  const isV2 = (Number(message.flags ?? 0) & v2) !== 0;
  const pictures = components
    .flatMap(({ type, items, file }) => {
      if (type === 13) return [file as Json];
      return type === 12 ? (list(items) as readonly Json[]).map(({ media }) => media as Json) : [];
    })
    .map(({ url }) => String(url).replace('attachment://', ''));
  const rows = components.filter(({ type }) => type === 1);
  return complaints([
    [!isObject(mentions), 'no allowed_mentions'],
    [isObject(mentions) && list(mentions.parse).length > 0, 'allowed_mentions parses'],
    [isObject(mentions) && list(mentions.users).length > 1, 'more than one expert is pinged'],
    [!message.content && components.length === 0, 'an empty message'],
    [String(message.content ?? '').length > 2_000, 'content beyond 2,000 characters'],
    [isV2 && (message.content || message.embeds), 'content or embeds beside components'],
    [!isV2 && texts.length > 0, 'text displays without the flag'],
    [components.length > 40, `${components.length} components`],
    [texts.join('').length > 4_000, `${texts.join('').length} characters`],
    [texts.some((text) => text.trim() === ''), 'an empty text display'],
    [rows.some((row) => list(row.components).length > 5), 'more than five buttons in a row'],
    [rows.some((row) => list(row.components).length === 0), 'an empty row'],
    [pictures.toSorted().join() !== [...files.keys()].sort().join(), 'pictures and files differ'],
    [repeats(components), 'a custom_id twice'],
    [repeats(components, 'id'), 'an id twice'],
  ]);
}

function modalBreaches(modal: Json): readonly string[] {
  const tops = list(modal.components) as readonly Json[];
  const labelled = tops.filter(({ type }) => type === 18);
  return complaints([
    [tops.length > 5, 'more than five fields in a modal'],
    [labelled.length === 0, 'a modal without a label'],
    [tops.some(({ type }) => type !== 18 && type !== 10), 'a field without a label'],
    [repeats(tops.flatMap(everyComponent)), 'a custom_id twice in a modal'],
  ]);
}

function choiceBreaches(data: Json): readonly string[] {
  const choices = list(data.choices) as readonly Json[];
  const isLong = (value: unknown) => String(value).length < 1 || String(value).length > 100;
  return complaints([
    [choices.length > 25, 'more than 25 choices'],
    [
      choices.some(({ name, value }) => isLong(name) || isLong(value)),
      'a choice too long or empty',
    ],
  ]);
}

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

function commandBreaches(command: unknown): readonly string[] {
  if (!isObject(command)) return ['a command that is none'];
  const isTyped = (command.type ?? 1) === 1;
  const name = String(command.name);
  const options = list(command.options) as readonly Json[];
  const isNamed = isTyped
    ? commandName.test(name) && name === name.toLowerCase()
    : name.length <= 32;
  const firstOptional = options.findIndex(({ type, required }) => type !== 1 && !required);
  const late = options.findLastIndex(({ required }) => required === true);
  const own = complaints([
    [!isNamed, `the name ${name}`],
    [isTyped && !command.description, `${name} has no description`],
    [!isTyped && Boolean(command.description), `${name} is a menu with a description`],
    [firstOptional !== -1 && late > firstOptional, `${name}: required behind optional`],
    [new Set(options.map((one) => one.name)).size < options.length, `${name}: an option twice`],
  ]);
  return [
    ...own,
    ...(isTyped ? options.flatMap((one) => commandBreaches({ ...one, type: 1 })) : []),
  ];
}

function repeats(components: readonly Json[], key = 'custom_id'): boolean {
  const ids = components.flatMap((one) => (one[key] === undefined ? [] : [one[key]]));
  return new Set(ids).size < ids.length;
}

const complaints = (checks: readonly (readonly [unknown, string])[]) =>
  checks.flatMap(([isWrong, what]) => (isWrong ? [what] : []));

/** Which of the package's schemas a request's body must fit. */
const bodies: readonly (readonly [method: string, path: RegExp, schemas: readonly string[]])[] = [
  ['POST', /^\/channels\/\d+\/messages$/, ['MessageCreateRequest']],
  ['PATCH', /^\/channels\/\d+\/messages\/\d+$/, ['MessageEditRequestPartial']],
  ['POST', /^\/channels\/\d+\/messages\/\d+\/threads$/, ['CreateTextThreadWithMessageRequest']],
  ['POST', /^\/channels\/\d+\/threads$/, ['CreateForumThreadRequest']],
  ['PATCH', /^\/channels\/\d+$/, ['UpdateThreadRequestPartial']],
  ['POST', /^\/users\/@me\/channels$/, ['CreatePrivateChannelRequest']],
  ['POST', /^\/webhooks\/\d+\/[^/]+$/, ['IncomingWebhookRequestPartial']],
  [
    'PATCH',
    /^\/webhooks\/\d+\/[^/]+\/messages\/@original$/,
    ['IncomingWebhookUpdateRequestPartial'],
  ],
  [
    'POST',
    /^\/interactions\/\d+\/[^/]+\/callback$/,
    [
      'CreateMessageInteractionCallbackRequest',
      'UpdateMessageInteractionCallbackRequest',
      'ApplicationCommandAutocompleteCallbackRequest',
      'ModalInteractionCallbackRequest',
    ],
  ],
  ['PUT', /\/commands$/, ['ApplicationCommandUpdateRequest[]']],
];

/** The names of the schemas for the request, and what is wrong with it when there are none. */
export function schemasFor({ method, path }: ApiCall): readonly string[] | undefined {
  const [bare = ''] = path.split('?');
  return bodies.find(([one, pattern]) => one === method && pattern.test(bare))?.[2];
}
