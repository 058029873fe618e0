import type { Transaction } from './transaction.ts';

/**
 * For tests only: step at which the writer thread of HighPerfDatabase ends as if it were killed: `before-begin`,
 * `before-commit` or `after-commit`. Read once, when a writer thread starts.
 */
const VARIABLE = 'NIGHT_PILOT_DB_TEST_WRITER_EXIT';

/** Makes `transaction` end the thread at the step of the variable; without the variable it stays unchanged. */
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

/** Ends only the thread: in a worker `process.exit` does not end the process. */
function exit(): never {
  process.exit(1);
}
