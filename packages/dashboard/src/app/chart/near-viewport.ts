/** What is to happen when an element comes near the visible part of the page, and leaves it. */
interface Visitor {
  enter: () => void;
  leave: () => void;
}

const visitors = new Map<Element, Visitor>();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const visitor = visitors.get(target);
      if (isIntersecting) visitor?.enter();
      else visitor?.leave();
    }
  },
  { rootMargin: '400px 0px' },
);

addEventListener('beforeprint', () => visitors.forEach(({ enter }) => enter()));

// What is observed anew is told at once whether it is near: the rest leaves again.
addEventListener('afterprint', () => {
  observer.disconnect();
  for (const element of visitors.keys()) observer.observe(element);
});

/** Watches an element until the returned function is called. All of a page is near when printed. */
export function whenNearViewport(element: Element, visitor: Visitor): () => void {
  visitors.set(element, visitor);
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    visitors.delete(element);
  };
}
