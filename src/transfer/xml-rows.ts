import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import sax from 'sax';
import { KnownError } from '../errors.ts';

/** The attributes of one `<row …/>`. A Map, so that no attribute's name can mean anything to us. */
export type Row = ReadonlyMap<string, string>;

/** Longest value of an attribute, in characters; a site's longest post is some 100,000 with its HTML. */
const longestAttribute = 1024 * 1024;
const longestRow = 4 * longestAttribute;
const mostAttributes = 100;
/** A dump has one element around its rows. */
const deepestElement = 8;

/** Bytes read at a time. sax looks at its limit once for each piece. */
const pieceSize = 64 * 1024;

/**
 * The rows of a Stack Exchange dump's file, one after the other: the file may be of any size.
 * @throws KnownError 'invalid' when it is not such a file, or a row is longer than a dump's can be;
 *   'not_found' when it is not there.
 */
export async function* readRows(file: string): AsyncGenerator<Row> {
  const name = basename(file);
  const rows: Row[] = [];
  const parser = createParser(name, rows);
  try {
    for await (const piece of createReadStream(file, {
      encoding: 'utf8',
      highWaterMark: pieceSize,
    })) {
      parser.write(piece);
      yield* rows.splice(0);
    }
    parser.close();
  } catch (error) {
    throw explain(error, file);
  }
  yield* rows;
}

function createParser(name: string, rows: Row[]) {
  // The limit is one for the whole module (its types leave it out); nothing else here reads XML.
  (sax as { MAX_BUFFER_LENGTH?: number }).MAX_BUFFER_LENGTH = longestAttribute;
  const parser = sax.parser(true, { position: true });
  let row = new Map<string, string>();
  let size = 0;
  let depth = 0;

  parser.onopentagstart = () => {
    row = new Map();
    size = 0;
  };
  parser.onattribute = (attribute) => {
    size += attribute.name.length + attribute.value.length;
    if (
      attribute.value.length > longestAttribute ||
      size > longestRow ||
      row.size >= mostAttributes
    ) {
      throw tooLong(name);
    }
    row.set(attribute.name, attribute.value);
  };
  parser.onopentag = (tag) => {
    if (tag.name === 'row') rows.push(row);
    depth += 1;
    if (depth > deepestElement) throw tooLong(name);
  };
  parser.onclosetag = () => {
    depth -= 1;
  };
  parser.onerror = (error) => {
    const problem = error.message.split('\n')[0] ?? '';
    if (problem.startsWith('Max buffer length')) throw tooLong(name);
    // Dumps contain references to control characters, which XML forbids; they stay as they are.
    if (problem === 'Invalid character entity') {
      parser.resume();
      return;
    }
    throw new KnownError(
      'invalid',
      `${name} is not well-formed XML near line ${parser.line + 1}: ${problem}. Unpack or download the dump again.`,
    );
  };
  return parser;
}

function tooLong(name: string): KnownError {
  return new KnownError(
    'invalid',
    `${name} has a row that is longer than a dump's can be: more than ${longestAttribute} characters in an attribute, ${longestRow} in all, ${mostAttributes} attributes, or ${deepestElement} elements deep. Check where the file comes from.`,
  );
}

function explain(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new KnownError('not_found', `There is no ${file}. Name the folder of an unpacked dump.`);
  }
  if (code === 'EISDIR' || code === 'EACCES') {
    return new KnownError(
      'invalid',
      `${file} cannot be read as a file. Check it and its permissions.`,
    );
  }
  return error;
}
