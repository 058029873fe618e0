const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A moment in the reader's language and time zone. */
export function DateTime({ iso }: { readonly iso: string }) {
  return <time dateTime={iso}>{format.format(new Date(iso))}</time>;
}
