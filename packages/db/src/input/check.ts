import { inspect } from 'node:util';
import { DatabaseError } from '../errors.ts';

/** Returns the value if `field` accepts it. @throws {DatabaseError} `INVALID_INPUT` */
export type Check<T> = (value: unknown, field: string) => T;

export function refuse(field: string, expected: string, value: unknown): never {
  const got = inspect(value, { depth: 0, maxStringLength: 40, breakLength: Infinity });
  throw new DatabaseError('INVALID_INPUT', `${field}: expected ${expected}, got ${got}.`);
}

/** Refuses lone surrogates: UTF-8 cannot encode them, so such text would come back changed. */
export const text: Check<string> = (value, field) =>
  typeof value === 'string' && value.isWellFormed()
    ? value
    : refuse(field, 'text without lone surrogates', value);

export const filledText: Check<string> = (value, field) =>
  /\S/.test(text(value, field))
    ? (value as string)
    : refuse(field, 'text that is not blank', value);

export const id: Check<number> = (value, field) =>
  Number.isSafeInteger(value) ? (value as number) : refuse(field, 'an integer', value);

export const atLeast =
  (minimum: number): Check<number> =>
  (value, field) =>
    Number.isSafeInteger(value) && (value as number) >= minimum
      ? (value as number)
      : refuse(field, `an integer of at least ${minimum}`, value);

export const between =
  (minimum: number, maximum: number): Check<number> =>
  (value, field) =>
    Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum
      ? (value as number)
      : refuse(field, `an integer from ${minimum} to ${maximum}`, value);

export const flag: Check<boolean> = (value, field) =>
  typeof value === 'boolean' ? value : refuse(field, 'true or false', value);

export const amount: Check<number> = (value, field) =>
  Number.isFinite(value) && (value as number) >= 0
    ? (value as number)
    : refuse(field, 'a number of at least 0', value);

const ISO_TIME = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Accepts an ISO 8601 time with an offset and returns it as stored: in UTC, so that text sorts as time. */
export const time: Check<string> = (value, field) => {
  const day = typeof value === 'string' ? ISO_TIME.exec(value)?.[1] : undefined;
  const moment = new Date(value as string);
  // Date reads 30 February as 2 March.
  const dayExists = day !== undefined && dayOf(new Date(`${day}T00:00:00Z`)) === day;
  return dayExists && !Number.isNaN(moment.getTime())
    ? moment.toISOString()
    : refuse(field, 'an ISO 8601 time with Z or an offset, such as 2030-01-31T02:00:00Z', value);
};

const dayOf = (moment: Date) =>
  Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().slice(0, 10);

export const orNull =
  <T>(check: Check<T>): Check<T | null> =>
  (value, field) =>
    value === null ? null : check(value, field);

/** Accepts a missing field and returns `missing` for it. */
export const optional =
  <T, Default>(check: Check<T>, missing: Default): Check<T | Default> =>
  (value, field) =>
    value === undefined ? missing : check(value, field);

type Checks = Readonly<Record<string, Check<unknown>>>;
type Checked<C extends Checks> = { [Field in keyof C]: ReturnType<C[Field]> };

/** Checks every field of an object. Refuses unknown fields, so that a typo does not pass unnoticed. */
export const fields =
  <C extends Checks>(checks: C): Check<Checked<C>> =>
  (value, name) => {
    const given = plainObject(value, name, checks);
    const checked: Record<string, unknown> = {};
    for (const field in checks) {
      checked[field] = checks[field]?.(given[field], `${name}.${field}`);
    }
    return checked as Checked<C>;
  };

/** Checks the fields that are present, at least one, and omits the others. */
export const changes =
  <C extends Checks>(checks: C): Check<Partial<Checked<C>>> =>
  (value, name) => {
    const given = plainObject(value, name, checks);
    const checked: Record<string, unknown> = {};
    for (const field in given) {
      if (given[field] === undefined) continue;
      checked[field] = checks[field]?.(given[field], `${name}.${field}`);
    }
    if (Object.keys(checked).length === 0) {
      refuse(name, `at least one of ${Object.keys(checks).join(', ')}`, value);
    }
    return checked as Partial<Checked<C>>;
  };

function plainObject(value: unknown, name: string, checks: Checks): Record<string, unknown> {
  const known = () => `an object with ${Object.keys(checks).join(', ')}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(name, known(), value);
  }
  for (const field in value) {
    if (!Object.hasOwn(checks, field)) refuse(name, known(), value);
  }
  return value as Record<string, unknown>;
}
