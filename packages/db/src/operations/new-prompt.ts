import { fields, filledText, optional, orNull, text } from '../input/check.ts';

/** Checks a new prompt. */
export const newPrompt = fields({
  title: filledText,
  content: filledText,
  tags: optional(orNull(text), null),
});
