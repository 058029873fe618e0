import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { TrendsError } from '../errors.ts';
import { assertUndamaged, refuseLostHistory } from '../store/assert-undamaged.ts';
import { besideHistory, stampOf } from '../store/beside-history.ts';
import { copyDatabase } from '../store/copy-database.ts';
import { assertHistory } from './assert-history.ts';
import { historyFile } from './history-file.ts';

const PERMISSIONS = 0o777;

/**
 * Copies a history while others go on writing to it: all runs that were stored when the copy began. The copy is whole or
 * missing, has been checked for damage, and has the permissions of the history.
 *
 * @param url A file path, with or without `sqlite:` before it.
 * @param file Path of the copy, which must not exist. @default `history.backup-<time in UTC>.db` beside the history
 * @returns The path of the copy.
 * @throws {TrendsError} `STORE_UNSUPPORTED` for another kind of store, `OUTPUT_UNWRITABLE` for an existing file, and the errors
 *   of opening a history. A full disk is `STORE_FULL`.
 */
export async function backUp(url: string, file?: string): Promise<string> {
  const path = historyFile(url);
  refuseLostHistory(path);
  if (!existsSync(path)) {
    throw new TrendsError('STORE_UNAVAILABLE', `Expected a history at ${path}, found none.`);
  }
  assertUndamaged(path);
  const target =
    file === undefined ? besideHistory(path, `backup-${stampOf(new Date())}`) : resolve(file);
  if (existsSync(target)) {
    throw new TrendsError(
      'OUTPUT_UNWRITABLE',
      `Expected a new file for the backup, found one at ${target}: choose another name, because nothing is overwritten.`,
    );
  }
  await copyDatabase(path, target, {
    mode: statSync(path).mode & PERMISSIONS,
    verify: (copy) => assertHistory(path, copy),
  });
  return target;
}
