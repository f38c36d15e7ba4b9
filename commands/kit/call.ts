/** A command by name with its arguments as data: what a button, a form or a typed line stands for. */
export interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
}

/** What fits in a button: https://docs.discord.com/developers/components/reference (custom_id). */
export const longestCall = 100;

/**
 * The call as one string of at most 100 characters: `accept?answer=42.1&undo=yes`.
 * @throws RangeError when it is longer: calls carry ids and choices, never prose.
 */
export function encodeCall(call: Call): string {
  const text = written(call);
  if (text.length > longestCall)
    throw new RangeError(`the call ${call.name} is too long to encode`);
  return text;
}

/** Whether the call is short enough for a button; words that a member typed may not be. */
export function fitsButton(call: Call): boolean {
  return written(call).length <= longestCall;
}

/** The call that `text` encodes; undefined when it does not encode one. */
export function decodeCall(text: string): Call | undefined {
  if (text.length > longestCall) return undefined;
  const [name, rest, ...more] = text.split('?');
  if (!name || !/^[a-z][a-z -]*$/.test(name) || more.length > 0) return undefined;
  const args: [string, string][] = [];
  for (const pair of rest ? rest.split('&') : []) {
    const [key, value, ...extra] = pair.split('=');
    const decoded = value === undefined ? undefined : unescaped(value);
    if (!key || !/^[a-z-]+$/.test(key) || decoded === undefined || extra.length > 0)
      return undefined;
    args.push([key, decoded]);
  }
  return { name, args: Object.fromEntries(args) };
}

function written(call: Call): string {
  const args = Object.entries(call.args).map(([name, value]) => `${name}=${escaped(value)}`);
  return [call.name, ...(args.length > 0 ? [args.join('&')] : [])].join('?');
}

const escaped = (value: string) => value.replace(/[%&=?]/g, encodeURIComponent);

function unescaped(value: string): string | undefined {
  return /%(?!25|26|3D|3F)/.test(value)
    ? undefined
    : value.replace(/%(25|26|3D|3F)/g, (sign) => decodeURIComponent(sign));
}
