import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { print, printError } from '@night-pilot/perf-report/text';
import {
  convert as convertText,
  parseInstrument,
  parseRunFacts,
  type TypedRunFacts,
} from '@night-pilot/perf-convert';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { decodeUtf8, ReportError, whyNotUtf8, writeWhole } from '@night-pilot/perf-report';
import { findProject } from '@night-pilot/perf-report/workspace';

/** Length of the longest text that Node can hold, less a little. */
const LONGEST_BYTES = 511 * 2 ** 20;
const CHUNK_BYTES = 2 ** 20;

export interface ConvertFlags extends TypedRunFacts {
  /** @default detected from the content */
  from?: string;
  to: string;
  /** @default standard output */
  output?: string;
  /** @default the project in this folder, else `converted` */
  project?: string;
  /** @default derived from the format and the unit */
  instrument?: string;
}

/** Converts a file and prints or writes the result. Lists everything left out on standard error. */
export async function convert({
  file,
  output,
  project,
  instrument,
  from,
  to,
  ...facts
}: ConvertFlags & { file: string }): Promise<0> {
  const { text, writtenAt } = await readWhole(file);
  const converted = convertText(text, {
    from,
    to,
    source: file,
    writtenAt,
    project: project || projectHere(),
    run: parseRunFacts(facts, { folder: process.cwd(), writtenAt }),
    instrument: instrument === undefined ? undefined : parseInstrument(instrument),
  });
  if (output === undefined) print(withNewline(converted.text));
  else await writeWhole(output, converted.text);
  for (const note of converted.notes) printError(`${note}\n`);
  return 0;
}

async function readWhole(path: string): Promise<{ text: string; writtenAt: Date }> {
  const { bytes, writtenAt } = await readBytes(path);
  const text = decodeUtf8(bytes);
  if (text !== null) return { text, writtenAt };
  throw new PerfKitError('FOREIGN_FILE_INVALID', `${path}: ${whyNotUtf8(bytes)}.`);
}

async function readBytes(path: string): Promise<{ bytes: Uint8Array; writtenAt: Date }> {
  try {
    const { mtime } = await stat(path);
    const bytes = await readAtMost(path, LONGEST_BYTES + 1);
    if (bytes.length <= LONGEST_BYTES) return { bytes, writtenAt: mtime };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new PerfKitError(
      'FOREIGN_FILE_UNREADABLE',
      code === 'ENOENT'
        ? `Expected the output of another tool or a PerfReport at ${path}, found no file.`
        : `${path} cannot be read: ${message}.`,
      { cause },
    );
  }
  throw new PerfKitError(
    'FOREIGN_FILE_INVALID',
    `${path} has more than ${LONGEST_BYTES / 2 ** 20} MiB, the longest text that can be read: split it.`,
  );
}

/** Reads a file or a pipe, which may have no end. */
async function readAtMost(path: string, bytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const options = { end: bytes - 1, highWaterMark: CHUNK_BYTES };
  for await (const chunk of createReadStream(path, options)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function projectHere(): string {
  try {
    return findProject().name;
  } catch (error) {
    if (error instanceof ReportError) return 'converted';
    throw error;
  }
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
