import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface ModalProps {
  readonly label: string;
  readonly testId: string;
  /** Escape was pressed, or a part of the dialog asked to end it. */
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** A dialog over the page. The browser keeps the focus inside, and gives it back afterwards. */
export function Modal({ label, testId, close, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Not useEffect, whose clean-up comes too late: a dialog out of the page gives no focus back.
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
