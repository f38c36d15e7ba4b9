/** https://docs.discord.com/developers/components/reference#component-object-component-types */
export const types = { row: 1, button: 2, section: 9, text: 10, gallery: 12, file: 13 } as const;

export interface TextDisplay {
  readonly type: typeof types.text;
  readonly id?: number;
  readonly content: string;
}

export interface Button {
  readonly type: typeof types.button;
  readonly custom_id: string;
  readonly label: string;
  readonly style: number;
}

/** Pictures that are sent with the message, each with words for who cannot see it. */
export interface Gallery {
  readonly type: typeof types.gallery;
  readonly id?: number;
  readonly items: readonly {
    readonly media: { readonly url: string };
    readonly description: string;
  }[];
}

/** A file that is sent with the message. */
export interface Attached {
  readonly type: typeof types.file;
  readonly file: { readonly url: string };
}

export type Component =
  | TextDisplay
  | Gallery
  | Attached
  | { readonly type: typeof types.row; readonly components: readonly Button[] }
  | {
      readonly type: typeof types.section;
      readonly id?: number;
      readonly components: readonly TextDisplay[];
      readonly accessory: Button;
    };

/** Text of ours; Discord takes none that is empty. */
export function textDisplay(content: string): TextDisplay {
  return { type: types.text, content: content.trim() === '' ? '…' : content };
}

/** Small print; every line of it. */
export const subtext = (text: string) => text.replace(/^(?=.*\S)/gm, '-# ');
