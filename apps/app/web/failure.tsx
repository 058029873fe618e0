export interface FailureProps {
  readonly message: string;
  readonly retry?: () => void;
}

/** Something did not work: says what, read out at once, and offers to try again. */
export function Failure({ message, retry }: FailureProps) {
  return (
    <div class="failure" role="alert" data-testid="failure">
      <p>{message}</p>
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
