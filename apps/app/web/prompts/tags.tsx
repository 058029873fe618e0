/** Shows comma-separated tags as a row of labels. Shows nothing for null. */
export function Tags({ tags }: { readonly tags: string | null }) {
  const names = (tags ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return (
    <>
      {names.map((name, index) => (
        <span class="tag" key={index}>
          {name}
        </span>
      ))}
    </>
  );
}
