import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface ModalProps {
  readonly label: string;
  readonly testId: string;
  /** Called when Escape is pressed or a part of the dialog closes it. */
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** A modal dialog. The browser keeps the focus inside, and restores it afterwards. */
export function Modal({ label, testId, close, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Not useEffect, whose clean-up runs too late: a dialog that has left the page cannot restore the focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      {children}
    </dialog>
  );
}
