import { expect, test } from 'vitest';
import { CliError } from '../errors.ts';
import { parseDatabaseKind } from './database-kind.ts';

test('is high when unset or empty, else the given kind', () => {
  expect(parseDatabaseKind(undefined)).toBe('high');
  expect(parseDatabaseKind('')).toBe('high');
  expect(parseDatabaseKind('high')).toBe('high');
  expect(parseDatabaseKind('simple')).toBe('simple');
});

test.each(['fast', 'HIGH', ' high', 'toString'])('refuses %o and says what is valid', (value) => {
  expect(() => parseDatabaseKind(value)).toThrow(CliError);
  expect(() => parseDatabaseKind(value)).toThrow(`expected high or simple, got "${value}"`);
});
