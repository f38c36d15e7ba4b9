import { unreachable } from './errors.ts';
import { languages } from './search/stemmers.ts';
import { readTimeOfDay, readZone } from './times.ts';

/** What a setting can be. `none` is the word for leaving it to nobody: its value is null then. */
export type SettingKind =
  | { readonly kind: 'flag' }
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly unit: string;
      readonly none?: string;
    }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** Minutes after midnight, typed as `9:30`. */
  | { readonly kind: 'time' }
  | { readonly kind: 'emoji'; readonly none: string }
  | { readonly kind: 'zone' }
  | { readonly kind: 'language' }
  /** A role or a group of people, by the name or the id that its platform gives it. */
  | { readonly kind: 'role'; readonly none: string };

type Maybe<K> = K extends { readonly none: string } ? null : never;

/** The type of a setting's value. */
export type SettingValue<K extends SettingKind> =
  | Maybe<K>
  | (K extends { readonly kind: 'flag' }
      ? boolean
      : K extends { readonly kind: 'number' | 'time' }
        ? number
        : K extends { readonly kind: 'choice'; readonly choices: readonly (infer C)[] }
          ? C
          : string);

export type AnyValue = boolean | number | string | null;

export type ReadSetting = { readonly value: AnyValue } | { readonly problem: string };

const longestRole = 100;

/** What was typed, or is stored, as a value of that kind; or what is wrong with it, for who typed it. */
export function readSetting(kind: SettingKind, typed: string): ReadSetting {
  const text = typed.trim();
  if ('none' in kind && text.toLowerCase() === kind.none) return { value: null };
  switch (kind.kind) {
    case 'flag':
      if (/^(on|yes|true|1)$/i.test(text)) return { value: true };
      return /^(off|no|false|0)$/i.test(text) ? { value: false } : { problem: 'Say on or off.' };
    case 'number': {
      const [, digits, rest = ''] = /^(\d{1,6})\s*([a-z]*)$/i.exec(text) ?? [];
      const number = digits === undefined ? Number.NaN : Number(digits);
      const isUnit = rest === '' || kind.unit.startsWith(rest.toLowerCase());
      return isUnit && number >= kind.min && number <= kind.max
        ? { value: number }
        : { problem: `Say ${allowedOf(kind)}.` };
    }
    case 'choice': {
      const choice = kind.choices.find((one) => one === text.toLowerCase());
      return choice === undefined ? { problem: `Say ${allowedOf(kind)}.` } : { value: choice };
    }
    case 'time': {
      const minutes = readTimeOfDay(text);
      return minutes === undefined
        ? { problem: 'Say a time of day, like 9:30.' }
        : { value: minutes };
    }
    case 'emoji': {
      const emoji = text.replace(/\ufe0f/gu, '');
      return /^\p{RGI_Emoji}$/v.test(text) || /^\p{RGI_Emoji}$/v.test(emoji)
        ? { value: emoji }
        : { problem: `Say one emoji, like 🧠, or ${kind.none}.` };
    }
    case 'zone': {
      const zone = readZone(text);
      return zone === undefined
        ? { problem: 'Say a time zone, like Europe/Berlin.' }
        : { value: zone };
    }
    case 'language': {
      const language = text.toLowerCase();
      return languages.includes(language)
        ? { value: language }
        : { problem: `Say ${allowedOf(kind)}.` };
    }
    case 'role': {
      const name = text.replace(/^@/, '');
      return name.length >= 1 && name.length <= longestRole && !/\p{Cc}/u.test(name)
        ? { value: name }
        : {
            problem: `Name a role or group in 1 to ${longestRole} characters, or say ${kind.none}.`,
          };
    }
    default:
      return unreachable(kind);
  }
}

/** The value as it is typed and stored: `readSetting` reads it back. */
export function writtenSetting(kind: SettingKind, value: AnyValue): string {
  if (value === null) return 'none' in kind && kind.none ? kind.none : '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (kind.kind === 'time' && typeof value === 'number') {
    return `${Math.floor(value / 60)}:${String(value % 60).padStart(2, '0')}`;
  }
  return String(value);
}

/** The value as people say it: `3 days`. */
export function saidSetting(kind: SettingKind, value: AnyValue): string {
  const text = writtenSetting(kind, value);
  if (kind.kind !== 'number' || value === null || kind.unit === '') return text;
  return `${text} ${value === 1 ? kind.unit.replace(/s$/, '') : kind.unit}`;
}

/** What may be said, for who is to say it: `3 to 30 days, or off`. */
export function allowedOf(kind: SettingKind): string {
  const none = 'none' in kind && kind.none ? `, or ${kind.none}` : '';
  switch (kind.kind) {
    case 'flag':
      return 'on or off';
    case 'number':
      return `${kind.min} to ${kind.max} ${kind.unit}${none}`;
    case 'choice':
      return `one of ${kind.choices.join(', ')}`;
    case 'time':
      return 'a time of day, like 9:30';
    case 'emoji':
      return `one emoji${none}`;
    case 'zone':
      return 'a time zone, like Europe/Berlin';
    case 'language':
      return `one of ${languages.join(', ')}`;
    case 'role':
      return `the name of a role or group${none}`;
    default:
      return unreachable(kind);
  }
}
