import { describe, test } from 'vitest';
import { createPrompt } from '../src/commands/create-prompt.ts';
import { describeIssue } from '../src/commands/describe-issue.ts';

const counted = { instruments: ['instructions', 'allocated'] } as const;

/** Work of the server on the arguments of every request, before it uses the store. */
describe('arguments of a command', () => {
  test('that are as expected', async ({ bench }) => {
    const args = {
      title: 'Changelog',
      content: 'Sum up the changes of today.',
      tags: 'work,daily',
    };
    await bench('checked', counted, () => createPrompt.args.safeParse(args)).run();
  });

  test('that are not', async ({ bench }) => {
    const args = { title: ' ', tags: 7, colour: 'red' };
    await bench('checked and described', counted, () => {
      const { error } = createPrompt.args.safeParse(args, { reportInput: true });
      return error?.issues.map((issue) => describeIssue(issue, ['title', 'content', 'tags']));
    }).run();
  });
});
