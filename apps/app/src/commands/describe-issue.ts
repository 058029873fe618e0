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
    return `${prefix}expected ${withArticle(issue.expected)}, got ${nameOfType(issue.input)}`;
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

function nameOfType(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  // JSON has no Infinity: the number was too large.
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number out of range';
  return withArticle(typeof value);
}
