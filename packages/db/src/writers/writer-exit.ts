import type { Transaction } from './transaction.ts';

/**
 * For tests only: at which step the writer thread of HighPerfDatabase ends without a word, as if it were killed:
 * `before-begin`, `before-commit` or `after-commit`. Read once, when a writer thread starts.
 */
const VARIABLE = 'NIGHT_PILOT_DB_TEST_WRITER_EXIT';

/** `transaction`, ending the thread as the environment says; itself where it says nothing. */
export function withExit(transaction: Transaction, environment: NodeJS.ProcessEnv): Transaction {
  const step = environment[VARIABLE];
  const commit = transaction.commit.bind(transaction);
  const alone = transaction.alone.bind(transaction);
  if (step === 'before-begin') transaction.begin = transaction.alone = exit;
  if (step === 'before-commit') transaction.commit = transaction.alone = exit;
  if (step === 'after-commit') {
    transaction.commit = () => {
      commit();
      exit();
    };
    transaction.alone = (runStatement) => {
      alone(runStatement);
      return exit();
    };
  }
  return transaction;
}

/** Within a thread this ends the thread, not the process. */
function exit(): never {
  process.exit(1);
}
