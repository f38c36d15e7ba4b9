/** The files of an export, whether in a folder or in a zip. */
export interface Archive {
  /** Paths inside, with `/` between folders, in alphabetical order. */
  readonly files: readonly string[];
  /**
   * The whole text of a file.
   * @throws KnownError 'invalid' when the file goes beyond a limit, leads out of the archive or is no UTF-8.
   */
  readText(path: string): Promise<string>;
  close(): Promise<void>;
}
