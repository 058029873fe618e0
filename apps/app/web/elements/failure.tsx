export interface FailureProps {
  readonly message: string;
  readonly retry?: () => void;
}

/** Shows an error, which screen readers read out at once, and offers to try again. */
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
