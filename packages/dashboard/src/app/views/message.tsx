import { texts } from '../text/texts.ts';

/** Says why there is nothing to show, and what to do next. */
export function Message(props: { title: string; text: string; next: string; command: string }) {
  return (
    <main class="message">
      <p class="product">{texts.title}</p>
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      <p>{props.next}</p>
      <pre>
        <code>{props.command}</code>
      </pre>
    </main>
  );
}
