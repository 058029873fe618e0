import { fields, filledText, optional, orNull, text } from '../input/check.ts';

/** Checks a prompt that is to be stored. */
export const newPrompt = fields({
  title: filledText,
  content: filledText,
  tags: optional(orNull(text), null),
});
