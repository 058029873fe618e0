import type { z } from 'zod';
import { shown } from '../shown.ts';

/**
 * Describes in one sentence what was expected and what came.
 *
 * @param issue Found by zod with `reportInput: true`.
 * @param known Names of the object's known fields, for the message about an unknown one.
 */
export function describeIssue(issue: z.core.$ZodIssue, known: readonly string[]): string {
  const field = issue.path.map(String).join('.');
  const prefix = field ? `${field}: ` : '';
  if (issue.code === 'unrecognized_keys') {
    const [first, ...others] = issue.keys;
    const names = shown(first) + (others.length > 0 ? ` and ${others.length} more` : '');
    return `${prefix}expected ${known.length > 0 ? `only ${known.join(', ')}` : 'nothing'}, got ${names}`;
  }
  if (issue.code === 'invalid_type') {
    return `${prefix}expected ${withArticle(issue.expected)}, got ${nameOf(issue.input, issue.expected)}`;
  }
  if (issue.code === 'too_big' && issue.origin === 'int') {
    return `${prefix}expected a whole number of at most ${issue.maximum}, got ${String(issue.input)}`;
  }
  return prefix + issue.message;
}

const articles: Partial<Record<string, string>> = {
  int: 'a whole number',
  object: 'an object',
  record: 'an object',
  array: 'an array',
};

function withArticle(type: string): string {
  return articles[type] ?? `a ${type}`;
}

/** Names a value by its type; a number that is out of range, or no whole one, by what is wrong with it. */
function nameOf(value: unknown, expected: string): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'number') return withArticle(typeof value);
  if (!Number.isFinite(value)) return 'a number out of range';
  return expected === 'int' ? `a number, ${value}` : 'a number';
}
