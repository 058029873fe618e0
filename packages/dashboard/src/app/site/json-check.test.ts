import { describe, expect, test } from 'vitest';
import { compileCheck } from './json-check.ts';

describe('compileCheck', () => {
  test('reports the place of a fault, what was expected and what came', () => {
    const check = compileCheck({
      type: 'object',
      properties: {
        runs: {
          type: 'array',
          items: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
        },
      },
      required: ['runs'],
    });
    expect(check({ runs: [{ id: 'a' }] })).toBeNull();
    expect(check({ runs: [{ id: 'a' }, { id: 7 }] })).toBe('.runs[1].id: expected string, got 7');
    expect(check({ runs: [{}] })).toBe('.runs[0].id: expected string, got nothing');
    expect(check({ runs: null })).toBe('.runs: expected array, got null');
    expect(check('<b>')).toBe(': expected object, got the text "<b>"');
  });

  test('refuses numbers that JSON cannot hold', () => {
    const check = compileCheck({ type: ['number', 'null'] });
    expect(check(null)).toBeNull();
    expect(check(NaN)).toBe(': expected number or null, got NaN');
    expect(check(Infinity)).toBe(': expected number or null, got Infinity');
  });

  test('checks limits, patterns, enumerations and whole numbers', () => {
    expect(compileCheck({ type: 'integer', minimum: 0 })(1.5)).toContain('expected integer');
    expect(compileCheck({ type: 'number', minimum: 0 })(-1)).toBe(': expected at least 0, got -1');
    expect(compileCheck({ type: 'number', maximum: 1 })(2)).toBe(': expected at most 1, got 2');
    expect(compileCheck({ type: 'string', pattern: '^a' })('b')).not.toBeNull();
    expect(compileCheck({ enum: ['a', 'b'] })('c')).toBe(': expected a or b, got the text "c"');
  });

  test('accepts a value that fits one of several schemas', () => {
    const check = compileCheck({
      anyOf: [
        { type: 'object', properties: { max: { type: 'number' } }, required: ['max'] },
        { type: 'null' },
      ],
    });
    expect(check(null)).toBeNull();
    expect(check({ max: 1 })).toBeNull();
    expect(check({ max: '1' })).toContain('.max: expected number');
  });

  test('accepts unknown properties', () => {
    const check = compileCheck({ type: 'object', properties: {}, additionalProperties: false });
    expect(check({ later: 1 })).toBeNull();
  });

  test('refuses a schema with an unknown keyword', () => {
    expect(() => compileCheck({ minItems: 1 } as object)).toThrow('not understood: minItems');
  });
});
