import type { PromptQuery, ResultQuery, ScheduleQuery } from '../prompt-store.ts';
import {
  atLeast,
  type Check,
  fields,
  filledText,
  id,
  optional,
  refuse,
  text,
  time,
} from './check.ts';

const oneTag: Check<string> = (value, field) => {
  const tag = filledText(value, field).trim();
  return tag.includes(',') ? refuse(field, 'one tag, without a comma', value) : tag;
};

const promptQuery = fields({
  limit: optional(atLeast(1), undefined),
  before: optional(id, undefined),
  tag: optional(oneTag, undefined),
  title: optional(filledText, undefined),
  search: optional(text, undefined),
});

const scheduleQuery = fields({
  status: optional(filledText, undefined),
  limit: optional(atLeast(1), undefined),
  after: optional(fields({ scheduleTime: time, id }), undefined),
});

const resultQuery = fields({
  promptId: optional(id, undefined),
  scheduleId: optional(id, undefined),
  limit: optional(atLeast(1), undefined),
  before: optional(id, undefined),
});

/** Checks the query of `listPrompts`. @throws {DatabaseError} `INVALID_INPUT` */
export function checkPromptQuery(query: PromptQuery = {}): PromptQuery {
  return promptQuery(query, 'query');
}

/** Checks the query of `listSchedules`. @throws {DatabaseError} `INVALID_INPUT` */
export function checkScheduleQuery(query: ScheduleQuery = {}): ScheduleQuery {
  return scheduleQuery(query, 'query');
}

/** Checks the query of `listResults`. @throws {DatabaseError} `INVALID_INPUT` */
export function checkResultQuery(query: ResultQuery = {}): ResultQuery {
  return resultQuery(query, 'query');
}
